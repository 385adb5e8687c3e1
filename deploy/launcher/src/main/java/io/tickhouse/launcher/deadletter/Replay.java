package io.tickhouse.launcher.deadletter;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes letters again to the topics they came from, each once: the record and the mark that it was replayed are one
 * transaction, and the marks are read after an earlier replay is shut out.
 */
public final class Replay {
    private static final int MOST_LETTERS = 500;
    private static final long MOST_BYTES = 2 << 20;

    private final Endpoints endpoints;
    private final boolean again;
    private final Listener listener;
    private final List<ReplayProducer.Order> orders = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private long bytes;
    private long replayed;
    private long already;
    private long refused;

    /** @param again whether letters that were replayed before are replayed once more */
    public Replay(Endpoints endpoints, boolean again, Listener listener) {
        this.endpoints = endpoints;
        this.again = again;
        this.listener = listener;
    }

    /** Hears of each letter. */
    public interface Listener {
        /** @param place where it went, {@code topic:partition:offset}; its topic alone when nothing is published */
        void replayed(Letter letter, String place);

        void already(Letter letter);

        void refused(Letter letter, String why);
    }

    /**
     * What was done.
     *
     * @param replayed letters published now, or that would have been
     * @param already letters passed over, since they were replayed before
     * @param refused letters that cannot be replayed
     * @param seen keys of all of these
     */
    public record Report(long replayed, long already, long refused, Set<String> seen) {}

    /**
     * Replays what is chosen, the oldest first.
     *
     * @param dryRun to look only
     * @throws LauncherException if it cannot be finished; what was done until then is done and marked
     */
    public Report run(LetterLog log, Selection selection, Predicate<Letter> chosen, boolean dryRun) throws Exception {
        try (@Nullable ReplayProducer producer = dryRun ? null : new ReplayProducer(endpoints)) {
            Map<TopicPartition, Long> ends = dryRun ? log.committedEnds() : log.ends();
            LetterStates states = new LetterStates();
            log.read(selection.since(), ends, states::note);
            Map<String, Integer> topics = topics();
            try {
                log.read(selection.since(), ends, letter -> {
                    if (selection.includes(letter) && chosen.test(letter)) {
                        take(letter, states, topics, producer);
                    }
                });
                flush(producer);
            } catch (KafkaException e) {
                throw explained(e);
            }
        }
        return new Report(replayed, already, refused, seen);
    }

    private void take(
            Letter letter, LetterStates states, Map<String, Integer> topics, @Nullable ReplayProducer producer) {
        if (!seen.add(letter.key())) {
            return; // another service's letter about the same record
        }
        if (states.isReplayed(letter) && !again) {
            already++;
            listener.already(letter);
            return;
        }
        Optional<String> obstacle = obstacle(letter, topics);
        if (obstacle.isPresent()) {
            refuse(letter, obstacle.get());
            return;
        }
        Letter.Origin origin = letter.origin().orElseThrow();
        int partition = origin.partition() < topics.getOrDefault(origin.topic(), 0) ? origin.partition() : -1;
        orders.add(new ReplayProducer.Order(letter, origin, partition));
        bytes += letter.size();
        if (orders.size() >= MOST_LETTERS || bytes >= MOST_BYTES) {
            flush(producer);
        }
    }

    private static Optional<String> obstacle(Letter letter, Map<String, Integer> topics) {
        if (letter.header("file").isPresent()) {
            return Optional.of("it is a row of an archive, not a record; when the venue has published the file anew,"
                    + " load it: ./tickhouse ingest bulk load --reload");
        }
        if (letter.origin().isEmpty()) {
            return Optional.of("it says no topic it came from: it never was a record");
        }
        String topic = letter.origin().get().topic();
        if (Topics.byName(topic)
                .filter(known -> !known.equals(Topics.DEAD_LETTERS))
                .isEmpty()) {
            return Optional.of("its topic " + topic + " is not in the catalogue");
        }
        if (!topics.containsKey(topic)) {
            return Optional.of("its topic " + topic + " does not exist: ./tickhouse topics --create");
        }
        if (letter.isCut()) {
            return Optional.of("it holds only the beginning of the record, which was too large; the record stays at "
                    + letter.key() + " as long as the topic keeps it");
        }
        return Optional.empty();
    }

    private void refuse(Letter letter, String why) {
        refused++;
        listener.refused(letter, why);
    }

    private void flush(@Nullable ReplayProducer producer) {
        List<ReplayProducer.Order> batch = List.copyOf(orders);
        orders.clear();
        bytes = 0;
        if (!batch.isEmpty()) {
            publish(batch, producer);
        }
    }

    private void publish(List<ReplayProducer.Order> batch, @Nullable ReplayProducer producer) {
        if (producer == null) {
            batch.forEach(order -> done(order, order.origin().topic()));
            return;
        }
        try {
            List<String> places = producer.publish(batch);
            for (int i = 0; i < batch.size(); i++) {
                done(batch.get(i), places.get(i));
            }
        } catch (KafkaException e) {
            if (!has(e, RecordTooLargeException.class)) {
                throw e;
            }
            producer.abort();
            if (batch.size() == 1) {
                refuse(batch.getFirst().letter(), "its topic does not take a record of that size any more");
            } else {
                batch.forEach(order -> publish(List.of(order), producer));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted", e);
        }
    }

    private void done(ReplayProducer.Order order, String place) {
        replayed++;
        listener.replayed(order.letter(), place);
    }

    private Map<String, Integer> topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafkaBootstrap()))) {
            Set<String> existing = admin.listTopics().names().get();
            List<String> ours = Topics.all().stream()
                    .map(topic -> topic.name())
                    .filter(existing::contains)
                    .toList();
            return admin.describeTopics(ours).allTopicNames().get().values().stream()
                    .collect(Collectors.toMap(
                            description -> description.name(),
                            description -> description.partitions().size()));
        }
    }

    private LauncherException explained(KafkaException e) {
        if (has(e, ProducerFencedException.class) || has(e, InvalidProducerEpochException.class)) {
            return new LauncherException(
                    "another replay has begun and shut this one out after " + replayed
                            + " letters; what was done is marked, the other one does what it was asked",
                    e);
        }
        return new LauncherException(
                "the replay ended after " + replayed + " letters, which are marked: " + e.getMessage()
                        + "; start it again when Kafka is well",
                e);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
