package io.tickhouse.sink.clickhouse;

import io.tickhouse.service.StopSignal;
import io.tickhouse.sink.clickhouse.deadletter.DeadLetter;
import io.tickhouse.sink.clickhouse.deadletter.DeadLetters;
import io.tickhouse.sink.clickhouse.offset.PlannedBatch;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import io.tickhouse.sink.clickhouse.write.BatchWriter;
import io.tickhouse.sink.clickhouse.write.Tenure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers planned batches on threads of its own: the dead letters first, then the rows. */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** Letters of one batch that the log names one by one; the topic has them all. */
    private static final int MOST_LOGGED = 20;

    private final BatchWriter writer;
    private final DeadLetters deadLetters;
    private final SinkMetrics metrics;
    private final StopSignal stop;
    private final Duration pause;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("insert-", 0).factory());

    /** @param pause between attempts to write dead letters */
    Delivery(BatchWriter writer, DeadLetters deadLetters, SinkMetrics metrics, StopSignal stop, Duration pause) {
        this.writer = writer;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.stop = stop;
        this.pause = pause;
    }

    /** @param tenure tells when the partition is no longer ours */
    Future<WriteOutcome> start(PlannedBatch planned, Tenure tenure) {
        return threads.submit(() -> deliver(planned, tenure));
    }

    private WriteOutcome deliver(PlannedBatch planned, Tenure tenure) throws InterruptedException {
        Optional<WriteOutcome> instead = writeLetters(planned, () -> stop.isStopping() || tenure.isOver());
        if (instead.isPresent()) {
            return instead.get();
        }
        long start = System.nanoTime();
        WriteOutcome outcome = writer.write(planned.batch(), planned.repeated(), tenure);
        metrics.batch(
                planned.batch().table(),
                planned.batch().rows().rows(),
                outcome,
                Duration.ofNanos(System.nanoTime() - start));
        return outcome;
    }

    /** Writes the letters, however long it takes; gives what becomes of the batch if that cannot be done. */
    private Optional<WriteOutcome> writeLetters(PlannedBatch planned, BooleanSupplier leave)
            throws InterruptedException {
        boolean repeated = planned.repeated();
        while (!leave.getAsBoolean()) {
            try {
                OptionalInt written = deadLetters.write(planned.letters(), repeated, leave);
                if (written.isPresent()) {
                    log(planned.letters());
                    metrics.deadLetters(planned.batch().topic(), written.getAsInt());
                    return Optional.empty();
                }
            } catch (KafkaException e) {
                Optional<String> advice = deadLetters.advice(e);
                if (advice.isPresent()) {
                    return Optional.of(new WriteOutcome.Refused(advice.get()));
                }
                LOG.atWarn()
                        .addKeyValue("token", planned.batch().token())
                        .addKeyValue("why", e.toString())
                        .log("dead letters not known to be written, trying again");
                repeated = true;
                stop.await(pause);
            }
        }
        return Optional.of(new WriteOutcome.Abandoned());
    }

    private static void log(List<DeadLetter> letters) {
        letters.stream()
                .limit(MOST_LOGGED)
                .forEach(letter -> LOG.atWarn()
                        .addKeyValue("record", letter.key())
                        .log("not a row, sent to the dead letters: {}", letter.error()));
        if (letters.size() > MOST_LOGGED) {
            LOG.atWarn()
                    .addKeyValue("from", letters.get(MOST_LOGGED).key())
                    .addKeyValue("to", letters.getLast().key())
                    .log("and {} more of the same batch", letters.size() - MOST_LOGGED);
        }
    }

    /** Waits for what is in flight; the writers see the stop signal themselves. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.atWarn().log("inserts still in flight at the end; the next start settles them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
