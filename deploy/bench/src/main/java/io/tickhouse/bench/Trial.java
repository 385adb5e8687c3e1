package io.tickhouse.bench;

import io.tickhouse.launcher.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What one run of a benchmark is given.
 *
 * @param workspace where the programs are
 * @param folder where it may write; {@link #freshFolder} makes rooms in it
 * @param quick whether it should be done in a minute, for a look and not for a figure to quote
 * @param runs how often each side is measured, 1 or more
 * @param seed of everything random in it
 * @param out what it tells its user while it runs
 */
public record Trial(Workspace workspace, Path folder, boolean quick, int runs, long seed, PrintStream out) {

    /** Says how far it is. */
    public void say(String format, Object... values) {
        out.printf(format + "%n", values);
    }

    /** An empty folder for something that writes much; remove it with {@link #remove}. */
    public Path freshFolder(String name) throws IOException {
        Path fresh = folder.resolve(name + "-" + ProcessHandle.current().pid());
        remove(fresh);
        return Files.createDirectories(fresh);
    }

    /** Removes a folder with all that is in it, if it is there. */
    public static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
