package io.tickhouse.sink.clickhouse;

import io.tickhouse.service.StopSignal;
import io.tickhouse.sink.clickhouse.deadletter.DeadLetters;
import io.tickhouse.sink.clickhouse.offset.PlannedBatch;
import io.tickhouse.sink.clickhouse.plan.WriteOutcome;
import io.tickhouse.sink.clickhouse.write.BatchWriter;
import io.tickhouse.sink.clickhouse.write.Tenure;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers planned batches on threads of its own: the dead letters first, then the rows. */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

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
        if (!writeLetters(planned, tenure)) {
            return new WriteOutcome.Abandoned();
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

    private boolean writeLetters(PlannedBatch planned, Tenure tenure) throws InterruptedException {
        boolean repeated = planned.repeated();
        while (!stop.isStopping() && !tenure.isOver()) {
            try {
                int written = deadLetters.write(planned.letters(), repeated);
                planned.letters()
                        .forEach(letter -> LOG.atWarn()
                                .addKeyValue("record", letter.key())
                                .log("not a row, sent to the dead letters: {}", letter.error()));
                metrics.deadLetters(planned.batch().topic(), written);
                return true;
            } catch (ExecutionException e) {
                LOG.atWarn()
                        .setCause(e)
                        .addKeyValue("token", planned.batch().token())
                        .log("dead letters not acknowledged, trying again");
                repeated = true;
                stop.await(pause);
            }
        }
        return false;
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
