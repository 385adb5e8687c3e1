package io.tickhouse.bench.sink;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.Topics;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.map.RowBlock;
import io.tickhouse.sink.clickhouse.map.TableShape;
import io.tickhouse.sink.clickhouse.write.ClickHouse;
import io.tickhouse.sink.clickhouse.write.TableShapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The limit: blocks are made ready before the clock runs; then the same consumer reads the whole topic and discards it while
 * the blocks are inserted, as many rows, as large and as many at a time as the sink does. No mapping, no plans, no proof.
 */
record Limit(KafkaConsumer<byte[], byte[]> consumer, SchemaRegistryClient registry, String url, String user, String password) {
    private static final int IN_FLIGHT = 2;
    private static final int READY = 4;

    void run(String table, long rows) throws Exception {
        List<RowBlock> ready = blocks();
        consumer.seekToBeginning(consumer.assignment());
        try (Client client = new Client.Builder()
                        .addEndpoint(url)
                        .setUsername(user)
                        .setPassword(password)
                        .compressClientRequest(false)
                        .build();
                ExecutorService threads = Executors.newFixedThreadPool(IN_FLIGHT)) {
            List<Future<?>> inserts = new ArrayList<>();
            int turn = 0;
            for (long left = rows; left > 0; turn++) {
                RowBlock block = ready.get(turn % READY);
                long most = left;
                inserts.add(threads.submit(() -> insert(client, table, block, most)));
                left -= block.rows();
            }
            long read = 0;
            while (read < rows) {
                read += consumer.poll(Duration.ofMillis(100)).count();
            }
            for (Future<?> insert : inserts) {
                insert.get();
            }
        }
    }

    private static Void insert(Client client, String table, RowBlock block, long most) throws Exception {
        InsertSettings settings = new InsertSettings()
                .setDeduplicationToken(UUID.randomUUID().toString())
                .serverSetting("async_insert", "0")
                .serverSetting("optimize_on_insert", "0")
                .serverSetting("max_insert_block_size", "500001")
                .serverSetting("min_insert_block_size_rows", "500001")
                .serverSetting("min_insert_block_size_bytes", "0")
                .serverSetting("wait_end_of_query", "1");
        long last = block.offsets()[(int) Math.min(most, block.rows()) - 1];
        RowBlock rows = most >= block.rows() ? block : block.only(offset -> offset <= last);
        client.insert(table, rows.columns(), rows::writeTo, ClickHouseFormat.Native, settings)
                .get()
                .close();
        return null;
    }

    /** The first records of some partitions as rows of the trades' table. */
    private List<RowBlock> blocks() throws Exception {
        TableShape table;
        try (ClickHouse clickhouse = new ClickHouse(url, user, password, Map.of(), 60_000)) {
            table = java.util.Objects.requireNonNull(new TableShapes(clickhouse).read().get("trades"));
        }
        Mappers mappers = new Mappers(Topics.TRADES_HISTORY, table, registry);
        List<RowBlock> blocks = new ArrayList<>();
        while (consumer.assignment().isEmpty()) {
            consumer.poll(Duration.ofMillis(100));
        }
        List<TopicPartition> partitions = List.copyOf(consumer.assignment());
        for (TopicPartition partition : partitions.subList(0, READY)) {
            consumer.pause(partitions);
            consumer.resume(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            RowBlock block = new RowBlock(table, partition.topic(), partition.partition(), 100);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (block.rows() < SinkBench.BATCH_ROWS && consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100)).records(partition)) {
                    if (block.rows() < SinkBench.BATCH_ROWS) {
                        block.append(mappers.of(record.value()), record.value(), record.offset(), record.timestamp());
                    }
                }
            }
            blocks.add(block);
        }
        consumer.resume(partitions);
        return blocks;
    }
}
