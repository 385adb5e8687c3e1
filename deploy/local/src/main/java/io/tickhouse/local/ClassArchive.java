package io.tickhouse.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The JVM's archive of loaded classes (class data sharing) for one program: the first run writes it when it ends, the
 * next ones start from it. It is one file a JVM version; the JVM ignores one that does not fit.
 */
final class ClassArchive {
    private final Path archive;
    private final Path draft;
    private final boolean recording;

    ClassArchive(Path folder, String program) {
        this.archive = folder.resolve(program + "-" + Runtime.version() + ".jsa");
        this.draft = folder.resolve(program + "-" + ProcessHandle.current().pid() + ".draft");
        this.recording = !Files.exists(archive);
    }

    String jvmFlag() {
        return recording ? "-XX:ArchiveClassesAtExit=" + draft : "-XX:SharedArchiveFile=" + archive;
    }

    /** Takes over what a run has written that ended by itself; what a killed one left is thrown away. */
    void recorded(boolean endedByItself) throws IOException {
        if (recording && endedByItself && Files.exists(draft)) {
            Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(draft);
    }
}
