package io.tickhouse.bench.sink;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Topics;
import io.tickhouse.sink.clickhouse.map.ChunkPool;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.map.RowBlock;
import io.tickhouse.sink.clickhouse.map.TableShape;
import io.tickhouse.sink.clickhouse.write.ClickHouse;
import io.tickhouse.sink.clickhouse.write.TableShapes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The limit: every record becomes part of a block before the clock runs; then the same consumer reads the whole topic again and
 * discards it while the blocks are inserted, as large and as many at a time as the sink does, each once as many records are
 * read. No mapping, no plans, no proof.
 */
record Limit(
        KafkaConsumer<byte[], byte[]> consumer,
        SchemaRegistryClient registry,
        String url,
        String user,
        String password) {
    private static final int IN_FLIGHT = 3;

    void run(String table, long rows) throws Exception {
        List<RowBlock> ready = blocks(rows);
        consumer.seekToBeginning(consumer.assignment());
        try (Client client = new Client.Builder()
                        .addEndpoint(url)
                        .setUsername(user)
                        .setPassword(password)
                        .compressClientRequest(false)
                        .build();
                ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
            Queue<Future<Void>> inserts = new ArrayDeque<>();
            long read = 0;
            long due = 0;
            for (RowBlock block : ready) {
                due += block.rows();
                while (read < due) {
                    read += consumer.poll(Duration.ofMillis(100)).count();
                }
                inserts.add(threads.submit(() -> insert(client, table, block)));
                if (inserts.size() > IN_FLIGHT) {
                    inserts.remove().get();
                }
            }
            for (Future<Void> insert : inserts) {
                insert.get();
            }
        }
    }

    private static Void insert(Client client, String table, RowBlock block) throws Exception {
        InsertSettings settings = new InsertSettings()
                .setDeduplicationToken(UUID.randomUUID().toString())
                .serverSetting("async_insert", "0")
                .serverSetting("optimize_on_insert", "0")
                .serverSetting("max_insert_block_size", "500001")
                .serverSetting("min_insert_block_size_rows", "500001")
                .serverSetting("min_insert_block_size_bytes", "0")
                .serverSetting("wait_end_of_query", "1");
        client.insert(table, block.columns(), block::writeTo, ClickHouseFormat.Native, settings)
                .get()
                .close();
        return null;
    }

    /** All records as rows of the trades' table, partition by partition. */
    private List<RowBlock> blocks(long rows) throws Exception {
        TableShape table;
        try (ClickHouse clickhouse = new ClickHouse(url, user, password, Map.of(), 60_000)) {
            table = Objects.requireNonNull(new TableShapes(clickhouse).read().get("trades"));
        }
        ChunkPool memory = new ChunkPool(0);
        Mappers mappers = new Mappers(Topics.TRADES_HISTORY, table, registry);
        List<RowBlock> ready = new ArrayList<>();
        Map<TopicPartition, RowBlock> open = new HashMap<>();
        for (long read = 0; read < rows; ) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(100));
            read += polled.count();
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                RowBlock block = open.computeIfAbsent(
                        partition, from -> new RowBlock(table, from.topic(), from.partition(), 100, memory));
                block.append(mappers.of(record.value()), record.value(), record.offset(), record.timestamp());
                if (block.rows() == SinkBench.BATCH_ROWS) {
                    ready.add(block);
                    open.remove(partition);
                }
            }
        }
        ready.addAll(open.values());
        return ready;
    }
}
