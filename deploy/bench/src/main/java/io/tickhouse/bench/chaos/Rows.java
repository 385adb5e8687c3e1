package io.tickhouse.bench.chaos;

import io.tickhouse.bench.chaos.Ledger.Stretch;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.serde.RecordDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A stretch of the log and the table, row beside row. */
record Rows(Stage stage) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST = 20;

    List<String> differences(Stretch stretch) {
        Map<Long, String> log = log(stretch);
        Map<Long, List<String>> table = table(stretch);
        TreeSet<Long> offsets = new TreeSet<>(log.keySet());
        offsets.addAll(table.keySet());
        List<String> differences = new ArrayList<>();
        for (long offset : offsets) {
            List<String> expected = log.containsKey(offset) ? List.of(log.get(offset)) : List.of();
            List<String> found = table.getOrDefault(offset, List.of());
            if (!expected.equals(found) && differences.size() < MOST) {
                differences.add(word(found.size(), expected.size()) + ": partition " + stretch.partition() + " offset "
                        + offset + ", in the log " + expected + ", in the table " + found);
            }
        }
        return differences;
    }

    private static String word(int found, int expected) {
        return found < expected ? "lost" : found > expected ? "doubled" : "changed";
    }

    private Map<Long, List<String>> table(Stretch stretch) {
        Map<Long, List<String>> rows = new TreeMap<>();
        for (List<String> row : stage.rows("SELECT _offset, " + RowHash.TEXT + " FROM " + Stage.TABLE
                + " WHERE _topic = '" + Stage.TOPIC.name() + "' AND _partition = " + stretch.partition()
                + " AND _offset BETWEEN " + stretch.first() + " AND " + stretch.last())) {
            rows.computeIfAbsent(Long.valueOf(row.getFirst()), offset -> new ArrayList<>())
                    .add(row.get(1));
        }
        return rows;
    }

    private Map<Long, String> log(Stretch stretch) {
        TopicPartition partition = new TopicPartition(Stage.TOPIC.name(), stretch.partition());
        Map<Long, String> texts = new HashMap<>();
        RecordDeserializer<Trade> deserializer = new RecordDeserializer<>(Stage.TOPIC, stage.registry());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stage.endpoints().kafkaBootstrap(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, stretch.first());
            long end = Math.min(
                    stretch.last() + 1, consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition) < end && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> found : consumer.poll(Duration.ofMillis(100))) {
                    Trade trade = deserializer.deserialize(Stage.TOPIC.name(), found.value());
                    if (trade != null && found.offset() <= stretch.last()) {
                        texts.put(
                                found.offset(),
                                RowHash.text(Stage.TOPIC.name(), stretch.partition(), found.offset(), trade));
                    }
                }
            }
        }
        return texts;
    }
}
