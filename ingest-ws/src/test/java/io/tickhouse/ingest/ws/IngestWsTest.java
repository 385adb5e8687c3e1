package io.tickhouse.ingest.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.Side;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import io.tickhouse.service.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The whole way: a venue's socket, the service as it runs in production, a real Kafka and registry, records read back. */
@WithLocalStack
@Timeout(120)
class IngestWsTest {
    private static final List<Topic<?>> NEEDED = List.of(Topics.TRADES, Topics.DEAD_LETTERS);

    @BeforeAll
    static void provision(Endpoints stack) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.kafkaBootstrap()))) {
            new TopicProvisioner(admin, 4, 1, 1).provision(NEEDED);
        }
        new SchemaProvisioner(SchemaRegistries.client(stack.schemaRegistryUrl(), Map.of())).provision(NEEDED);
    }

    @Test
    void tradesReachTheTopicExactlyAndOutlastEveryEndOfTheConnection(Endpoints stack) throws Exception {
        Instant before = Instant.now();
        try (TestVenue venue = new TestVenue();
                Running service = start(stack, venue.url(), "WSTESTA,WSTESTB")) {
            TestVenue.Client first = venue.client();
            assertThat(first.requestLine())
                    .isEqualTo("GET /stream?timeUnit=MICROSECOND&streams=wstesta@trade/wstestb@trade HTTP/1.1");
            first.send("{\"result\":null,\"id\":1}");
            send(first, "WSTESTA", 1, 500);
            send(first, "WSTESTB", 10, 20);
            service.awaitReady();
            first.close(1000);
            TestVenue.Client second = venue.client();
            send(second, "WSTESTA", 501, 600);
            await().until(() ->
                    service.metrics().contains("reason=\"\",service=\"ingest-ws\",venue=\"binance-spot\"} 611.0"));
            second.abort();
            // while nobody was connected, 601 to 609 were traded
            send(venue.client(), "WSTESTA", 610, 700);
            await().until(() -> service.metrics()
                    .contains("ws_ids_missing_total{service=\"ingest-ws\",venue=\"binance-spot\"} 9.0"));
            service.stop();
            assertThat(service.exitCode().join()).isEqualTo(ExitCodes.OK);
        }
        List<ConsumerRecord<String, byte[]>> a = read(stack, Topics.TRADES, "binance-spot:WSTESTA");
        List<Trade> trades = trades(stack, a);
        assertThat(trades.stream().map(Trade::getSequence))
                .containsExactlyElementsOf(
                        LongStream.concat(LongStream.rangeClosed(1, 600), LongStream.rangeClosed(610, 700))
                                .boxed()
                                .toList());
        Trade seventh = trades.get(6);
        assertThat(seventh.getPrice()).isEqualByComparingTo(new BigDecimal("61837.000007"));
        assertThat(seventh.getQuantity()).isEqualByComparingTo("0.02");
        assertThat(seventh.getSide()).isEqualTo(Side.BUY);
        assertThat(seventh.getReceiveTime()).isBetween(before, Instant.now());
        assertThat(seventh.getEventTime()).isEqualTo(eventTime(7));
        assertThat(a).allMatch(published -> published.timestamp() >= before.toEpochMilli());
        assertThat(trades(stack, read(stack, Topics.TRADES, "binance-spot:WSTESTB")))
                .hasSize(11);
    }

    @Test
    void aFrameThatCannotBeReadGoesToTheDeadLettersWithItsCause(Endpoints stack) throws Exception {
        String broken = frame("WSTESTC", 1).replace("61837.000001", "0");
        try (TestVenue venue = new TestVenue();
                Running service = start(stack, venue.url(), "WSTESTC")) {
            TestVenue.Client client = venue.client();
            client.send(broken);
            send(client, "WSTESTC", 2, 2);
            service.awaitReady();
            service.stop();
            assertThat(service.exitCode().join()).isEqualTo(ExitCodes.OK);
        }
        assertThat(read(stack, Topics.DEAD_LETTERS, "binance-spot:frame:"))
                .filteredOn(letter -> new String(letter.value(), StandardCharsets.UTF_8).equals(broken))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(header(letter, "service")).isEqualTo("ingest-ws");
                    assertThat(header(letter, "error")).isEqualTo("expected 'p' above 0, found 0");
                });
        assertThat(trades(stack, read(stack, Topics.TRADES, "binance-spot:WSTESTC")))
                .hasSize(1);
    }

    @Test
    void aRecordThatKafkaRefusesEndsTheServiceWithAFailure(Endpoints stack) throws Exception {
        try (TestVenue venue = new TestVenue()) {
            // no record is as small as that
            CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> execute(
                    stack.asEnvironment(),
                    new StopSignal(),
                    "--set=ws.url=" + venue.url(),
                    "--set=ws.symbols=WSTESTD",
                    "--set=admin.port=0",
                    "--set=kafka.producer.max.request.size=10"));
            send(venue.client(), "WSTESTD", 1, 2);
            assertThat(exitCode.join()).isEqualTo(ExitCodes.FAILED);
        }
        assertThat(read(stack, Topics.TRADES, "binance-spot:WSTESTD")).isEmpty();
    }

    @Test
    void theCheckFindsWhatTheServiceNeeds(Endpoints stack) {
        assertThat(execute(stack.asEnvironment(), new StopSignal(), "--check", "--set", "ws.symbols=BTCUSDT"))
                .isEqualTo(ExitCodes.OK);
    }

    @Test
    void wrongSymbolsAreRefusedBeforeAnythingStarts(Endpoints stack) {
        assertThat(execute(stack.asEnvironment(), new StopSignal())).isEqualTo(ExitCodes.USAGE);
        assertThat(execute(stack.asEnvironment(), new StopSignal(), "--set", "ws.symbols=A,B,A"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(execute(stack.asEnvironment(), new StopSignal(), "--set", "ws.symbols="))
                .isEqualTo(ExitCodes.USAGE);
    }

    private static void send(TestVenue.Client client, String symbol, long from, long to) throws IOException {
        for (long id = from; id <= to; id++) {
            client.send(frame(symbol, id));
        }
    }

    private static String frame(String symbol, long id) {
        long time = Duration.between(Instant.EPOCH, eventTime(id)).toNanos() / 1_000;
        return "{\"stream\":\"x@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"s\":\"%s\",\"t\":%d,\"p\":\"61837.%06d\",\"q\":\"0.02000000\",\"T\":%d,\"m\":%b,\"M\":true}}"
                .formatted(time + 5, symbol, id, id, time, id % 2 == 0);
    }

    private static Instant eventTime(long id) {
        return Instant.parse("2024-08-09T00:00:00.000001Z").plusMillis(id);
    }

    private static List<Trade> trades(Endpoints stack, List<ConsumerRecord<String, byte[]>> values) {
        RecordDeserializer<Trade> deserializer =
                new RecordDeserializer<>(Topics.TRADES, SchemaRegistries.client(stack.schemaRegistryUrl(), Map.of()));
        List<Trade> trades = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> value : values) {
            trades.add(deserializer.deserialize(Topics.TRADES.name(), value.value()));
        }
        return trades;
    }

    private static List<ConsumerRecord<String, byte[]>> read(Endpoints stack, Topic<?> topic, String keyPrefix) {
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

    private static String header(ConsumerRecord<String, byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Running start(Endpoints stack, String url, String symbols) throws IOException {
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        StopSignal stop = new StopSignal();
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> execute(
                stack.asEnvironment(),
                stop,
                "--set",
                "ws.url=" + url,
                "--set",
                "ws.symbols=" + symbols,
                "--set",
                "ws.backoff.cap.ms=100",
                "--set",
                "admin.port=" + port));
        return new Running(stop, exitCode, port);
    }

    private static int execute(Map<String, String> environment, StopSignal stop, String... args) {
        ServiceOptions options = new ServiceOptions();
        CommandLine.populateCommand(options, args);
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new ServiceRunner(environment, nowhere, System.err).execute(new IngestWsService(), options, stop);
    }

    /** The service at work in this JVM. */
    private record Running(StopSignal stopSignal, CompletableFuture<Integer> exitCode, int port)
            implements AutoCloseable {
        void awaitReady() {
            await().atMost(Duration.ofSeconds(30)).until(() -> get("/readyz").equals("ready\n"));
        }

        String metrics() {
            return get("/metrics");
        }

        void stop() {
            stopSignal.stop();
        }

        private String get(String path) {
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

        @Override
        public void close() {
            stop();
            exitCode.join();
        }
    }
}
