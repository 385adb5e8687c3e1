package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class archive is written by the first run and used by the next, and a broken one is never taken over. */
class ClassArchiveTest {
    private static final String RECORD = "-XX:ArchiveClassesAtExit=";
    private static final String USE = "-XX:SharedArchiveFile=";

    @TempDir
    private Path folder = Path.of(".");

    private Path jar = Path.of(".");

    @BeforeEach
    void makeTheJar() throws Exception {
        jar = Files.createFile(folder.resolve("ours.jar"));
    }

    @Test
    void theNextRunUsesWhatTheFirstWrote() throws Exception {
        Path written = recordWith(true);
        assertThat(written).doesNotExist();
        assertThat(new ClassArchive(folder, "p", jar).jvmFlag()).startsWith(USE);
    }

    @Test
    void whatAKilledRunLeftIsThrownAway() throws Exception {
        Path written = recordWith(false);
        assertThat(written).doesNotExist();
        assertThat(new ClassArchive(folder, "p", jar).jvmFlag()).startsWith(RECORD);
    }

    @Test
    void anArchiveOlderThanOurJarIsWrittenAnew() throws Exception {
        recordWith(true);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(new ClassArchive(folder, "p", jar).jvmFlag()).startsWith(RECORD);
    }

    @Test
    void onlyTheDraftsOfDeadProcessesAreSwept() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path left = Files.createFile(folder.resolve("p-" + dead.pid() + "-1.draft"));
        Path ours =
                Files.createFile(folder.resolve("p-" + ProcessHandle.current().pid() + "-1.draft"));
        ClassArchive.sweep(folder);
        assertThat(left).doesNotExist();
        assertThat(ours).exists();
    }

    /** Plays a run that writes its draft, and returns the draft's path. */
    private Path recordWith(boolean endedByItself) throws Exception {
        ClassArchive archive = new ClassArchive(folder, "p", jar);
        assertThat(archive.jvmFlag()).startsWith(RECORD);
        Path draft = Files.createFile(Path.of(archive.jvmFlag().substring(RECORD.length())));
        archive.recorded(endedByItself);
        return draft;
    }
}
