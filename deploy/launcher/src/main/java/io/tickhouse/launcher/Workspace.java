package io.tickhouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where things are in this checkout. Everything that is written goes under {@code .tickhouse} in it.
 *
 * @param root the checkout
 */
public record Workspace(Path root) {

    /** The checkout this launcher was started from. */
    public static Workspace current() {
        String root = System.getProperty("tickhouse.root", System.getenv("TICKHOUSE_ROOT"));
        if (root == null) {
            throw new LauncherException("expected the checkout's folder in the system property tickhouse.root or in"
                    + " TICKHOUSE_ROOT; start Tickhouse by its script ./tickhouse, which sets it");
        }
        return new Workspace(Path.of(root).toAbsolutePath().normalize());
    }

    /** Data, logs and endpoints of the stack that {@code up} starts. */
    public Path stackHome() {
        return root.resolve(".tickhouse/local");
    }

    /** Data and logs of the demo. */
    public Path demoHome() {
        return root.resolve(".tickhouse/demo");
    }

    /** Removes a folder under {@code .tickhouse} with all that is in it, if it is there. */
    public void remove(Path folder) {
        if (!folder.startsWith(root.resolve(".tickhouse"))) {
            throw new IllegalArgumentException("only folders under .tickhouse are ours to remove, not " + folder);
        }
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new LauncherException("cannot remove " + folder + ": " + e, e);
        }
    }
}
