package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Makes what is missing of an archive and keeps what an earlier run made from the same parameters. */
final class FileMaker {
    private FileMaker() {}

    /** How many files were written; the others were kept. After a crash the next run goes on where this one stopped. */
    static int make(Path root, List<PlannedFile> files, SimulatedArchive.Progress progress) throws IOException {
        Manifest manifest = Manifest.open(root);
        int written = 0;
        for (PlannedFile file : files) {
            boolean missing = !manifest.has(file);
            if (missing) {
                manifest.forget(file);
                file.making().run();
                manifest.put(file);
                written++;
            }
            progress.file(file.path(), file.trades(), missing);
        }
        return written;
    }
}
