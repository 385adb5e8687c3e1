package io.tickhouse.bench.bulk;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.rows.RowSink;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The limit of publishing: a process that has a day's records in its memory and sends them again and again. */
@Command(name = "pre-encoded", hidden = true, description = "One side of a comparison, started by a benchmark.")
public final class PreEncodedCommand implements Callable<Integer> {
    private static final long TRANSACTION_NANOS = 1_000_000_000L;
    private static final int ROWS_PER_LOOK = 256;

    @Option(names = "--archive", required = true)
    private Path archive = Path.of("");

    @Option(names = "--days", required = true)
    private int days;

    @Option(names = "--rows", required = true)
    private long rows;

    @Override
    public Integer call() throws Exception {
        List<byte[]> values = values();
        byte[] key = Topics.key("binance-spot", SimulatedDays.SYMBOL).getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        setting(Endpoints.KAFKA),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "pre-encoded",
                        // as ingest-bulk sets them
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 << 10,
                        ProducerConfig.LINGER_MS_CONFIG,
                        50,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        32L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            long begun = System.nanoTime();
            for (long sent = 0; sent < rows; sent++) {
                var _ = producer.send(new ProducerRecord<>(
                        Topics.TRADES_HISTORY.name(), key, values.get((int) (sent % values.size()))));
                if (sent % ROWS_PER_LOOK == 0 && System.nanoTime() - begun >= TRANSACTION_NANOS) {
                    producer.commitTransaction();
                    producer.beginTransaction();
                    begun = System.nanoTime();
                }
            }
            producer.commitTransaction();
        }
        return 0;
    }

    /** The records of the first day. */
    private List<byte[]> values() throws Exception {
        SchemaRegistryClient registry = SchemaRegistries.client(setting(Endpoints.REGISTRY), Map.of());
        FetchedFile day = new SimulatedDays(archive, days, rows).files().getFirst();
        List<byte[]> values = new ArrayList<>();
        SimulatedDays.rows(new Reading.Serializers() {
                    @Override
                    public <R extends SpecificRecord> RecordSerializer<R> of(Topic<R> topic) {
                        return new RecordSerializer<>(topic, registry);
                    }
                })
                .read(day, 0, new Collecting(values));
        return values;
    }

    private static String setting(String variable) {
        return Objects.requireNonNull(System.getenv(variable), () -> "expected the variable " + variable);
    }

    private record Collecting(List<byte[]> values) implements RowSink<ArchiveException> {
        @Override
        public boolean record(long row, RowReader read) {
            values.add(read.value());
            return true;
        }

        @Override
        public boolean repeated(long row) {
            throw new IllegalStateException("row " + row + " is repeated");
        }

        @Override
        public boolean refused(long row, long line, byte[] bytes, String reason) {
            throw new IllegalStateException("line " + line + " is refused: " + reason);
        }
    }
}
