package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks an archive for many things at a time. */
public final class InParallel {
    private final int most;

    /** @param most questions under way at a time, 1 or more */
    public InParallel(int most) {
        this.most = most;
    }

    /** One question. */
    public interface Question<T, R> {
        R ask(T about) throws ArchiveException, InterruptedException;
    }

    /** The answers in the order of the questions; the first failure ends all. */
    public <T, R> List<R> ask(List<T> about, Question<T, R> question) throws ArchiveException, InterruptedException {
        List<R> answers = new ArrayList<>(about.size());
        try (ExecutorService asking = Executors.newFixedThreadPool(
                most, Thread.ofVirtual().name("asking-", 0).factory())) {
            List<Future<R>> asked = about.stream()
                    .map(one -> asking.submit(() -> question.ask(one)))
                    .toList();
            try {
                for (Future<R> one : asked) {
                    answers.add(one.get());
                }
            } catch (ExecutionException e) {
                asking.shutdownNow();
                throw cause(e);
            } catch (InterruptedException e) {
                asking.shutdownNow();
                throw e;
            }
        }
        return answers;
    }

    private static ArchiveException cause(ExecutionException e) throws InterruptedException {
        Throwable cause = e.getCause();
        if (cause instanceof ArchiveException failure) {
            return failure;
        }
        if (cause instanceof InterruptedException stopped) {
            throw stopped;
        }
        throw new IllegalStateException("an archive could not be asked", e);
    }
}
