package io.tickhouse.launcher.command;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.stack.RunningStack;
import io.tickhouse.launcher.topic.JsonLines;
import io.tickhouse.launcher.topic.Records;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickhouse tail}. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        description = {
            "Print records of a topic as JSON lines, decoded: the last ten, the last or first N, or all.",
            "Exact decimals are text, times are ISO 8601 in UTC."
        },
        footer = {"", "Example: ./tickhouse tail market.trades-history.v1 -n 3 --from-beginning"})
public final class TailCommand implements Callable<Integer> {
    private static final long LAST = 10;

    @Parameters(paramLabel = "TOPIC", description = "A topic of the catalogue; ./tickhouse topics lists them.")
    private String topicName = "";

    @Option(
            names = "-n",
            paramLabel = "N",
            description = "How many records; without it 10, or all with --from-beginning.")
    private @Nullable Long count;

    @Option(names = "--from-beginning", description = "The first records rather than the last.")
    private boolean fromBeginning;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new records until Ctrl-C.")
    private boolean follow;

    @Override
    public Integer call() throws Exception {
        Topic<?> topic = Topics.byName(topicName)
                .orElseThrow(() -> new LauncherException(
                        "'" + topicName + "' is not in the catalogue; ./tickhouse topics lists what is"));
        if (count != null && count < 0) {
            throw new LauncherException("expected -n of 0 or more, found " + count);
        }
        Endpoints endpoints = RunningStack.endpoints(Workspace.current(), System.getenv());
        try (Records records = new Records(endpoints, topic.name());
                SchemaRegistryClient registry = SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of())) {
            JsonLines json = new JsonLines(topic, registry);
            if (fromBeginning) {
                printFirst(records, json, count == null ? Long.MAX_VALUE : count);
            } else {
                printLast(records, json, count == null ? LAST : count);
            }
            while (follow) {
                for (ConsumerRecord<String, byte[]> record : records.follow()) {
                    System.out.println(json.line(record));
                }
            }
        }
        return 0;
    }

    private static void printFirst(Records records, JsonLines json, long most) throws Exception {
        long printed = 0;
        for (ConsumerRecords<String, byte[]> some = records.next(); !some.isEmpty(); some = records.next()) {
            for (ConsumerRecord<String, byte[]> record : some) {
                if (printed++ >= most) {
                    return;
                }
                System.out.println(json.line(record));
            }
        }
    }

    private static void printLast(Records records, JsonLines json, long most) throws Exception {
        // twice as many, since markers of transactions take offsets too
        records.seekToLast(2 * most + 16);
        List<ConsumerRecord<String, byte[]>> last = new ArrayList<>();
        for (ConsumerRecords<String, byte[]> some = records.next(); !some.isEmpty(); some = records.next()) {
            some.forEach(last::add);
        }
        last.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        for (ConsumerRecord<String, byte[]> record : last.subList((int) Math.max(0, last.size() - most), last.size())) {
            System.out.println(json.line(record));
        }
    }
}
