package io.tickhouse.ingest.ws;

import static org.awaitility.Awaitility.await;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.ws.capture.Capture;
import io.tickhouse.ingest.ws.capture.CaptureView;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import io.tickhouse.service.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import picocli.CommandLine;

/** The service at work in this JVM, as it runs in production, on the real stack. */
public final class RunningCapture implements AutoCloseable {
    static final List<Topic<?>> TOPICS = List.of(
            Topics.TRADES,
            Topics.AGG_TRADES,
            Topics.KLINES,
            Topics.TICKERS,
            Topics.BOOK_TICKERS,
            Topics.MARK_PRICES,
            Topics.LIQUIDATIONS,
            Topics.L2_SNAPSHOTS,
            Topics.L2_DELTAS,
            Topics.OPEN_INTEREST,
            Topics.FUNDING_RATES,
            Topics.INSTRUMENTS,
            Topics.FEED_STATUS,
            Topics.CAPTURES,
            Topics.DEAD_LETTERS);
    /** Of those who may give the service orders. */
    public static final String TOKEN = "only-for-tests";

    /** Of an account at binance-usdm. */
    static final String API_KEY = "never-to-be-shown-0123456789";

    private final StopSignal stopSignal = new StopSignal();
    private final CompletableFuture<List<Capture>> captures = new CompletableFuture<>();
    private final CompletableFuture<Integer> exitCode;
    private final int port;

    public RunningCapture(Endpoints stack, String... settings) throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        CaptureWatch watch = new CaptureWatch() {
            @Override
            public void begin(List<Capture> begun, StopSignal stop) {
                captures.complete(begun);
            }
        };
        String[] arguments = Stream.concat(
                        Arrays.stream(settings).flatMap(setting -> Stream.of("--set", setting)),
                        Stream.of("--set", "admin.port=" + port))
                .toArray(String[]::new);
        exitCode = CompletableFuture.supplyAsync(() -> execute(stack, watch, stopSignal, arguments));
    }

    static int execute(Endpoints stack, CaptureWatch watch, StopSignal stop, String... arguments) {
        ServiceOptions options = new ServiceOptions();
        CommandLine.populateCommand(options, arguments);
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Map<String, String> environment = new HashMap<>(stack.asEnvironment());
        environment.put("TICKHOUSE_ADMIN_TOKEN", TOKEN);
        environment.put("TICKHOUSE_WS_BINANCE_USDM_API_KEY", API_KEY);
        return new ServiceRunner(environment, nowhere, System.err).execute(new IngestWsService(watch), options, stop);
    }

    /** Topics and schemas as the deploy step makes them. */
    public static void provision(Endpoints stack) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            new TopicProvisioner(admin, 4, 1, 1).provision(TOPICS);
        }
        new SchemaProvisioner(registry(stack)).provision(TOPICS);
    }

    private static SchemaRegistryClient registry(Endpoints stack) {
        return SchemaRegistries.client(stack.schemaRegistryUrl(), Map.of());
    }

    public void awaitReady() {
        await().atMost(Duration.ofSeconds(30)).until(() -> get("/readyz").equals("ready\n"));
    }

    /** How a feed stands, or stood a quarter of a second ago. */
    CaptureView.Row row(String symbol, String type) {
        return captures.join().stream()
                .flatMap(capture -> capture.view().feeds().stream())
                .filter(row -> row.symbol().equals(symbol) && row.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    CaptureView view() {
        return captures.join().getFirst().view();
    }

    String metrics() {
        return get("/metrics");
    }

    /** Where it takes orders. */
    public URI admin() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "not there yet: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    public int stop() {
        stopSignal.stop();
        return exitCode.join();
    }

    int awaitExit() {
        return exitCode.join();
    }

    @Override
    public void close() {
        stop();
    }

    /** An instrument's records in a topic, in order. */
    public static <V extends SpecificRecord> List<V> records(Endpoints stack, Topic<V> topic, String key) {
        RecordDeserializer<V> deserializer = new RecordDeserializer<>(topic, registry(stack));
        List<V> records = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : read(stack, topic, key)) {
            records.add(deserializer.deserialize(topic.name(), record.value()));
        }
        return records;
    }

    static List<ConsumerRecord<String, byte[]>> read(Endpoints stack, Topic<?> topic, String keyPrefix) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", stack.kafkaBootstrap()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(value -> {
                    if (value.key().startsWith(keyPrefix)) {
                        found.add(value);
                    }
                });
            }
        }
        return found;
    }

    static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
