package io.tickhouse.ingest.bulk.run;

import io.tickhouse.ingest.bulk.publish.PublishException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The threads that fetch and publish what the board has for them. */
final class Crew {
    private final WorkBoard board;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * Starts the threads.
     *
     * @param fetchers files fetched at a time
     * @param publishers datasets published at a time
     */
    Crew(WorkBoard board, FileWork work, int fetchers, int publishers) {
        this.board = board;
        for (int i = 0; i < fetchers; i++) {
            threads.add(Thread.ofPlatform().name("bulk-fetch-" + i).start(() -> run(board::nextToFetch, work::fetch)));
        }
        for (int i = 0; i < publishers; i++) {
            threads.add(Thread.ofPlatform()
                    .name("bulk-publish-" + i)
                    .start(() -> run(board::nextToPublish, work::publish)));
        }
    }

    private interface Next {
        Optional<FileTask> take() throws InterruptedException;
    }

    private interface Work {
        void of(FileTask task) throws PublishException, InterruptedException;
    }

    private void run(Next next, Work work) {
        try {
            for (Optional<FileTask> task = next.take(); task.isPresent(); task = next.take()) {
                work.of(task.get());
            }
        } catch (InterruptedException e) {
            // told to stop while waiting for an archive
        } catch (PublishException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            board.close();
        }
    }

    /** What has ended a thread; empty while all work. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Lets publishers commit what they have begun, and waits for all to end. */
    void end() throws InterruptedException {
        board.close();
        for (Thread thread : threads) {
            if (thread.getName().startsWith("bulk-fetch")) {
                thread.interrupt();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
