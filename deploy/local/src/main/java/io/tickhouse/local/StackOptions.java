package io.tickhouse.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a stack is started with.
 *
 * @param data folder for everything the stack writes; made when missing, locked while the stack runs
 * @param kafkaPort port of the broker on 127.0.0.1; 0 = a free one, kept for the stack's life
 * @param registryPort port of the schema registry, likewise
 * @param clickhousePort HTTP port of ClickHouse, likewise
 * @param broker settings of the broker that win over the stack's own, by their Kafka names
 * @param clickhouse more options for the engine, in the spelling of clickhouse-local ({@code --max_threads=4})
 */
public record StackOptions(
        Path data,
        int kafkaPort,
        int registryPort,
        int clickhousePort,
        Map<String, String> broker,
        List<String> clickhouse) {
    public StackOptions {
        data = data.toAbsolutePath().normalize();
        broker = Map.copyOf(broker);
        clickhouse = List.copyOf(clickhouse);
        for (int port : new int[] {kafkaPort, registryPort, clickhousePort}) {
            if (port < 0 || port > 65_535) {
                throw new StackException("A port lies between 0 and 65535, found " + port + ".");
            }
        }
    }

    /** Free ports and no overrides, with the data in {@code folder}. */
    public static StackOptions in(Path folder) {
        return new StackOptions(folder, 0, 0, 0, Map.of(), List.of());
    }

    /** The same with these ports; 0 = a free one. */
    public StackOptions withPorts(int kafka, int registry, int clickhouseHttp) {
        return new StackOptions(data, kafka, registry, clickhouseHttp, broker, clickhouse);
    }

    /** The same with these broker settings. */
    public StackOptions withBroker(Map<String, String> settings) {
        return new StackOptions(data, kafkaPort, registryPort, clickhousePort, settings, clickhouse);
    }

    /** The same with these options for the ClickHouse engine. */
    public StackOptions withClickHouse(List<String> options) {
        return new StackOptions(data, kafkaPort, registryPort, clickhousePort, broker, options);
    }
}
