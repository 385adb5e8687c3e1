package io.tickhouse.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Where the parts of a stack answer.
 *
 * @param kafkaBootstrap {@code host:port} of the broker
 * @param schemaRegistryUrl base address of the Confluent API, with its path
 * @param clickhouseUrl base address of ClickHouse's HTTP interface
 * @param clickhouseUser user of ClickHouse
 * @param clickhousePassword password of that user; may be empty
 */
public record Endpoints(
        String kafkaBootstrap,
        String schemaRegistryUrl,
        String clickhouseUrl,
        String clickhouseUser,
        String clickhousePassword) {
    public static final String KAFKA = "TICKHOUSE_KAFKA_BOOTSTRAP";
    public static final String REGISTRY = "TICKHOUSE_SCHEMA_REGISTRY_URL";
    public static final String CLICKHOUSE = "TICKHOUSE_CLICKHOUSE_URL";
    public static final String CLICKHOUSE_USER = "TICKHOUSE_CLICKHOUSE_USER";
    public static final String CLICKHOUSE_PASSWORD = "TICKHOUSE_CLICKHOUSE_PASSWORD";

    static Endpoints onLoopback(int kafka, int registry, int clickhouse) {
        return new Endpoints(
                Ports.HOST + ":" + kafka,
                "http://" + Ports.HOST + ":" + registry + "/apis/ccompat/v7",
                "http://" + Ports.HOST + ":" + clickhouse,
                "default",
                "");
    }

    /** The environment variables by which every service finds the stack, in a fixed order. */
    public Map<String, String> asEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(KAFKA, kafkaBootstrap);
        environment.put(REGISTRY, schemaRegistryUrl);
        environment.put(CLICKHOUSE, clickhouseUrl);
        environment.put(CLICKHOUSE_USER, clickhouseUser);
        environment.put(CLICKHOUSE_PASSWORD, clickhousePassword);
        return environment;
    }

    /** One line of {@code key=value} pairs separated by blanks. */
    public String asLine() {
        return asEnvironment().entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining(" "));
    }

    /** Writes the pairs as a properties file, in one step: a reader sees the whole file or none. */
    public void write(Path file) {
        Path target = file.toAbsolutePath();
        Path draft = target.resolveSibling(target.getFileName() + ".draft");
        String lines = asEnvironment().entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(draft.resolveSibling("."));
            Files.writeString(draft, lines);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The endpoints could not be written to " + target, e);
        }
    }

    /** Reads what {@link #write} wrote; a missing file or key is a {@link StackException} that names it. */
    public static Endpoints read(Path file) {
        Properties pairs = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            pairs.load(in);
        } catch (NoSuchFileException e) {
            throw new StackException(
                    "Expected the endpoints of a running stack in " + file + ", found no such file.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The endpoints could not be read from " + file, e);
        }
        return new Endpoints(
                required(pairs, KAFKA, file),
                required(pairs, REGISTRY, file),
                required(pairs, CLICKHOUSE, file),
                required(pairs, CLICKHOUSE_USER, file),
                required(pairs, CLICKHOUSE_PASSWORD, file));
    }

    private static String required(Properties pairs, String key, Path file) {
        String value = pairs.getProperty(key);
        if (value == null) {
            throw new StackException("Expected the key " + key + " in " + file + ", found " + pairs.keySet() + ".");
        }
        return value;
    }
}
