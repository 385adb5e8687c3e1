package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file in an archive folder that marks it as simulated and remembers from which parameters each file was made, one
 * {@code path<TAB>parameters} a line.
 */
final class Manifest {
    static final String NAME = "tickhouse-simulated.tsv";

    private final Path path;
    private final SortedMap<String, String> parametersByPath = new TreeMap<>();

    private Manifest(Path path) {
        this.path = path;
    }

    /** Whether the folder's trades are simulated. */
    static boolean isIn(Path root) {
        return Files.isRegularFile(root.resolve(NAME));
    }

    /**
     * Opens the folder's manifest, making folder and manifest when they are not there.
     *
     * @throws IOException when the folder holds an archive without a manifest: simulated trades must not mix with others
     */
    static Manifest open(Path root) throws IOException {
        Manifest manifest = new Manifest(root.resolve(NAME));
        if (isIn(root)) {
            for (String line : Files.readAllLines(manifest.path)) {
                int tab = line.indexOf('\t');
                if (tab < 1) {
                    throw new IOException("expected path<TAB>parameters in " + manifest.path + ", found '" + line
                            + "': delete the folder to start again");
                }
                manifest.parametersByPath.put(line.substring(0, tab), line.substring(tab + 1));
            }
            return manifest;
        }
        if (Files.exists(root.resolve("data"))) {
            throw new IOException("expected an empty folder or one made by the simulator, found an archive without "
                    + NAME + " in " + root + ": choose another --dir");
        }
        Files.createDirectories(root);
        manifest.save();
        return manifest;
    }

    /** Whether the file is there, checksum and all, made from exactly these parameters. */
    boolean has(Path root, ArchiveFile file, String parameters) {
        return parameters.equals(parametersByPath.get(file.zipPath()))
                && Files.isRegularFile(file.zipIn(root))
                && Files.isRegularFile(file.checksumIn(root));
    }

    void put(ArchiveFile file, String parameters) throws IOException {
        parametersByPath.put(file.zipPath(), parameters);
        save();
    }

    void forget(ArchiveFile file) throws IOException {
        if (parametersByPath.remove(file.zipPath()) != null) {
            save();
        }
    }

    private void save() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> line : parametersByPath.entrySet()) {
            text.append(line.getKey()).append('\t').append(line.getValue()).append('\n');
        }
        Path part = path.resolveSibling(NAME + ".part");
        Files.writeString(part, text);
        Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
