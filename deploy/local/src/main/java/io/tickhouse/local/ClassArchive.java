package io.tickhouse.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The JVM's archive of loaded classes (class data sharing) for one program: the first run writes it when it ends, the
 * next ones start from it. It is one file a JVM version; the JVM ignores one that does not fit.
 */
final class ClassArchive {
    private static final String DRAFT = ".draft";

    private final Path archive;
    private final Path draft;
    private final boolean recording;

    /**
     * @param folder where archives lie
     * @param program the first part of their names
     * @param ours the jar of the class path that changes with our code; an archive older than it is written anew
     */
    ClassArchive(Path folder, String program, Path ours) throws IOException {
        this.archive = folder.resolve(program + "-" + Runtime.version() + ".jsa");
        this.draft = folder.resolve(program + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime() + DRAFT);
        this.recording = !Files.exists(archive)
                || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(ours)) < 0;
    }

    /** Removes what runs left behind whose parent was killed before it could take the draft over. */
    static void sweep(Path folder) throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "*-*-*" + DRAFT)) {
            for (Path draft : drafts) {
                String[] parts = draft.getFileName().toString().split("-", -1);
                if (ProcessHandle.of(Long.parseLong(parts[parts.length - 2])).isEmpty()) {
                    Files.deleteIfExists(draft);
                }
            }
        }
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
