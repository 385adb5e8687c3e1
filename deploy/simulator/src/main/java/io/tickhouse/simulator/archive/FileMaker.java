package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes what is missing of an archive, a file a processor at a time, and keeps what the same parameters made before. */
final class FileMaker {
    private FileMaker() {}

    /**
     * Makes the files, each path once.
     *
     * @return how many files were written; the others were kept. After a crash the next run goes on where this one stopped
     */
    static int make(Path root, List<PlannedFile> files, SimulatedArchive.Progress progress) throws IOException {
        Manifest manifest = Manifest.open(root);
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Optional<Future<?>>> makings = new ArrayList<>();
            for (PlannedFile file : files) {
                makings.add(manifest.has(file) ? Optional.empty() : Optional.of(start(file, manifest, threads)));
            }
            int written = 0;
            for (int i = 0; i < files.size(); i++) {
                PlannedFile file = files.get(i);
                Optional<Future<?>> making = makings.get(i);
                if (making.isPresent()) {
                    await(making.get());
                    manifest.put(file);
                    written++;
                }
                progress.file(file.path(), file.trades(), making.isPresent());
            }
            return written;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Future<?> start(PlannedFile file, Manifest manifest, ExecutorService threads) throws IOException {
        manifest.forget(file);
        return threads.submit(() -> {
            file.making().run();
            return file;
        });
    }

    private static void await(Future<?> making) throws IOException {
        try {
            making.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException("making a file of the archive failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the archive was being made");
        }
    }
}
