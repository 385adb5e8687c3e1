import io.tickhouse.market.*;
import java.math.BigDecimal;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.common.TopicPartition;

/** Rebuilds order books from their updates and holds them against the published snapshots. */
public class BookRebuilder {
    static final String DELTAS = "market.l2-deltas.v1", SNAPSHOTS = "market.l2-snapshots.v1";
    /** Levels a side that are compared. */
    static final int LEVELS = 20;
    /** States of a book that are remembered, and snapshots and updates that wait, each an instrument. */
    static final int KEPT = 10_000;
    /** How far one topic may be read ahead of the other, in milliseconds. */
    static final long AHEAD = 5_000;

    /** The best levels: price, quantity, price, quantity… */
    record Top(List<BigDecimal> bids, List<BigDecimal> asks) {
        /** A snapshot ends where its book is not known for certain. */
        boolean begins(Top book) {
            return begins(bids, book.bids) && begins(asks, book.asks);
        }

        static boolean begins(List<BigDecimal> some, List<BigDecimal> all) {
            return some.size() <= all.size() && some.equals(all.subList(0, some.size()));
        }
    }

    /** One instrument's book. */
    static class Book {
        final NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
        final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        /** Updates that do not continue the book yet, by their last id. */
        final NavigableMap<Long, L2Delta> waiting = new TreeMap<>();
        /** What the book was at a position, and snapshots that nothing was equal to yet. */
        final NavigableMap<Long, List<Top>> states = new TreeMap<>(), open = new TreeMap<>();
        final Checksum checksum = new Checksum(this);
        boolean begun, untouched;
        long id, agree, differ, unknown;

        void take(L2Delta update) {
            if (update.getSnapshot()) {
                bids.clear();
                asks.clear();
                apply(update);
                begun = untouched = true;
                checksum.learn(update);
            } else if (update.getLastSequence() == null) { // the venue has no ids: order is all there is
                if (begun) apply(update);
            } else {
                waiting.put(update.getLastSequence(), update);
                if (waiting.size() > KEPT) waiting.pollFirstEntry();
            }
            while (begun && !waiting.isEmpty()) {
                L2Delta next = waiting.firstEntry().getValue();
                boolean isNew = next.getLastSequence() > id;
                if (isNew && !continues(next)) break; // something is missing: it may come late, or an image comes
                waiting.pollFirstEntry();
                if (isNew) {
                    apply(next);
                    untouched = false;
                }
            }
        }

        /** The rule of every venue with ids: overlapping is fine, since levels are absolute; a hole is not. */
        boolean continues(L2Delta next) {
            long first = next.getFirstSequence() == null ? next.getLastSequence() : next.getFirstSequence();
            if (next.getPreviousSequence() == null) return first <= id + 1;
            return next.getPreviousSequence() <= id || (untouched && first <= id);
        }

        void apply(L2Delta update) {
            update.getBids().forEach(level -> set(bids, level));
            update.getAsks().forEach(level -> set(asks, level));
            while (update.getDepth() != null && bids.size() > update.getDepth()) bids.pollLastEntry();
            while (update.getDepth() != null && asks.size() > update.getDepth()) asks.pollLastEntry();
            if (!update.getSnapshot()) checksum.check(update);
            if (update.getLastSequence() != null) id = update.getLastSequence();
            long position = position(update.getLastSequence(), update.getReceiveTime());
            Top state = new Top(top(bids.entrySet()), top(asks.entrySet()));
            states.computeIfAbsent(position, some -> new ArrayList<>(1)).add(state);
            if (states.size() > KEPT) states.pollFirstEntry();
            open.computeIfPresent(position, (same, tops) -> {
                int before = tops.size();
                tops.removeIf(snapshot -> snapshot.begins(state));
                agree += before - tops.size();
                return tops.isEmpty() ? null : tops;
            });
        }

        /** Where a book has no ids, the time of receipt of its last update tells which one it is. */
        static long position(Long sequence, Instant received) {
            return sequence == null ? ChronoUnit.MICROS.between(Instant.EPOCH, received) : sequence;
        }

        static void set(Map<BigDecimal, BigDecimal> side, Level level) {
            if (level.getQuantity().signum() == 0) side.remove(level.getPrice());
            else side.put(level.getPrice(), level.getQuantity());
        }

        static List<BigDecimal> top(Collection<Map.Entry<BigDecimal, BigDecimal>> side) {
            List<BigDecimal> top = new ArrayList<>(2 * LEVELS);
            for (var level : side) {
                if (top.size() == 2 * LEVELS) break;
                top.add(level.getKey());
                top.add(level.getValue());
            }
            return top;
        }

        static List<BigDecimal> top(List<Level> side) {
            return top(side.stream().map(level -> Map.entry(level.getPrice(), level.getQuantity())).toList());
        }

        /** Snapshots and updates come in topics of their own: either may be first. */
        void check(L2Snapshot snapshot) {
            if (snapshot.getBookState() != BookState.SYNCED) return;
            long position = position(snapshot.getSequence(), snapshot.getReceiveTime());
            Top top = new Top(top(snapshot.getBids()), top(snapshot.getAsks()));
            if (states.getOrDefault(position, List.of()).stream().anyMatch(top::begins)) agree++;
            else open.computeIfAbsent(position, some -> new ArrayList<>(1)).add(top);
            if (open.size() > KEPT) settle(open.pollFirstEntry());
        }

        /** No state that comes will be equal to these. */
        void settle(Map.Entry<Long, List<Top>> left) {
            if (states.containsKey(left.getKey())) differ += left.getValue().size();
            else unknown += left.getValue().size();
        }
    }

    /**
     * Kraken's: a CRC32 over the ten best asks and then bids, best first, of price and quantity as the venue writes them, without
     * point and leading zeros. How many decimals it writes is not in the record: those by which an image's checksum is right.
     */
    static class Checksum {
        final Book book;
        int price = -1, quantity = -1;
        long right, wrong;

        Checksum(Book book) {
            this.book = book;
        }

        void learn(L2Delta image) {
            if (image.getChecksum() == null) return;
            price = quantity = -1;
            int leastPrice = decimals(0), leastQuantity = decimals(1);
            for (int p = leastPrice; p <= 18 && price < 0; p++) {
                for (int q = leastQuantity; q <= 18 && price < 0; q++) {
                    if (of(p, q) == image.getChecksum()) {
                        price = p;
                        quantity = q;
                    }
                }
            }
            count(price >= 0);
        }

        /** A book of which one is wrong is not to be trusted until the next image. */
        void check(L2Delta update) {
            if (update.getChecksum() == null) return;
            int most = Math.max(decimals(0) - price, decimals(1) - quantity);
            count(price >= 0 && most <= 0 && of(price, quantity) == update.getChecksum());
        }

        void count(boolean isRight) {
            if (isRight) right++;
            else wrong++;
        }

        List<BigDecimal> numbers() {
            List<BigDecimal> numbers = new ArrayList<>();
            for (var side : List.of(book.asks, book.bids)) {
                List<BigDecimal> top = Book.top(side.entrySet());
                numbers.addAll(top.subList(0, Math.min(20, top.size())));
            }
            return numbers;
        }

        /** The fewest decimals that prices (0) or quantities (1) can be written with. */
        int decimals(int which) {
            List<BigDecimal> numbers = numbers();
            int most = 0;
            for (int i = which; i < numbers.size(); i += 2) {
                most = Math.max(most, numbers.get(i).stripTrailingZeros().scale());
            }
            return most;
        }

        long of(int priceDecimals, int quantityDecimals) {
            StringBuilder text = new StringBuilder();
            List<BigDecimal> numbers = numbers();
            for (int i = 0; i < numbers.size(); i++) {
                text.append(numbers.get(i).movePointRight(i % 2 == 0 ? priceDecimals : quantityDecimals).toBigIntegerExact());
            }
            CRC32 crc = new CRC32();
            crc.update(text.toString().getBytes());
            return crc.getValue();
        }
    }

    public static void main(String[] arguments) {
        boolean once = List.of(arguments).contains("--once"); // as far as the topics reach now
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", System.getenv("TICKHOUSE_KAFKA_BOOTSTRAP"),
                "schema.registry.url", System.getenv("TICKHOUSE_SCHEMA_REGISTRY_URL"),
                "key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer",
                "value.deserializer", "io.confluent.kafka.serializers.KafkaAvroDeserializer",
                "specific.avro.reader", true, "auto.offset.reset", "earliest");
        Map<String, Book> books = new TreeMap<>();
        Map<TopicPartition, Long> times = new HashMap<>();
        try (var consumer = new KafkaConsumer<String, Object>(settings)) {
            List<TopicPartition> parts = new ArrayList<>();
            for (String topic : List.of(DELTAS, SNAPSHOTS)) {
                consumer.partitionsFor(topic).forEach(part -> parts.add(new TopicPartition(topic, part.partition())));
            }
            consumer.assign(parts);
            consumer.seekToBeginning(parts);
            Map<TopicPartition, Long> ends = consumer.endOffsets(parts);
            long told = System.nanoTime();
            while (!once || parts.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> {
                    times.put(new TopicPartition(r.topic(), r.partition()), r.timestamp());
                    Book book = books.computeIfAbsent(r.key(), some -> new Book());
                    if (r.value() instanceof L2Delta update) book.take(update);
                    if (r.value() instanceof L2Snapshot snapshot) book.check(snapshot);
                });
                parts.forEach(part -> keepPace(consumer, part, times));
                if (System.nanoTime() - told > 10_000_000_000L) {
                    told = System.nanoTime();
                    tell(books);
                }
            }
        }
        books.values().forEach(book -> book.open.entrySet().forEach(book::settle));
        tell(books);
    }

    /** An instrument has the same partition in either topic: the one that is ahead waits for the other. */
    static void keepPace(Consumer<?, ?> consumer, TopicPartition part, Map<TopicPartition, Long> times) {
        var other = new TopicPartition(part.topic().equals(DELTAS) ? SNAPSHOTS : DELTAS, part.partition());
        boolean ahead = times.getOrDefault(part, 0L) > times.getOrDefault(other, 0L) + AHEAD;
        if (ahead && consumer.currentLag(other).orElse(1) > 0) consumer.pause(List.of(part));
        else consumer.resume(List.of(part));
    }

    static void tell(Map<String, Book> books) {
        books.forEach((key, book) -> System.out.printf(
                "%s agree=%d differ=%d without-book=%d checksums right=%d wrong=%d%n",
                key, book.agree, book.differ, book.unknown, book.checksum.right, book.checksum.wrong));
    }
}
