package io.tickhouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where things are.
 *
 * @param root the checkout, where the programs are
 * @param data folder for everything that is written, {@code .tickhouse} in the checkout unless {@code TICKHOUSE_DATA}
 *     names another
 */
public record Workspace(Path root, Path data) {

    /** The checkout this launcher was started from. */
    public static Workspace current() {
        String root = System.getProperty("tickhouse.root", System.getenv("TICKHOUSE_ROOT"));
        if (root == null) {
            throw new LauncherException("expected the checkout's folder in the system property tickhouse.root or in"
                    + " TICKHOUSE_ROOT; start Tickhouse by its script ./tickhouse, which sets it");
        }
        Path checkout = Path.of(root).toAbsolutePath().normalize();
        String data = System.getenv("TICKHOUSE_DATA");
        return new Workspace(
                checkout,
                data == null
                        ? checkout.resolve(".tickhouse")
                        : Path.of(data).toAbsolutePath().normalize());
    }

    /** A folder of the workspace as it is best shown to its user. */
    public String shown(Path path) {
        return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    }

    /** Data, logs and endpoints of the stack that {@code up} starts. */
    public Path stackHome() {
        return data.resolve("local");
    }

    /** Data and logs of the demo. */
    public Path demoHome() {
        return data.resolve("demo");
    }

    /** Removes a folder of the data folder with all that is in it, if it is there. */
    public void remove(Path folder) {
        if (!folder.startsWith(data) || folder.equals(data)) {
            throw new IllegalArgumentException("only folders under " + data + " are ours to remove, not " + folder);
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
