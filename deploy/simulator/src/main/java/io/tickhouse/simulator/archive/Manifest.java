package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file in an archive folder that marks it as simulated and remembers from which parameters each file was made, one
 * {@code path<TAB>parameters} a line; a later line replaces an earlier one of the same path.
 */
final class Manifest {
    static final String NAME = "tickhouse-simulated.tsv";

    private static final String FORGOTTEN = "forgotten";

    private final Path root;
    private final Path path;
    private final SortedMap<String, String> parametersByPath = new TreeMap<>();

    private Manifest(Path root) {
        this.root = root;
        this.path = root.resolve(NAME);
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
        Manifest manifest = new Manifest(root);
        if (isIn(root)) {
            manifest.read();
            manifest.compact();
            return manifest;
        }
        if (Folders.arePublishedIn(root)) {
            throw new IOException("expected an empty folder or one made by the simulator, found an archive without "
                    + NAME + " in " + root + ": choose another --dir");
        }
        Files.createDirectories(root);
        manifest.compact();
        return manifest;
    }

    /** Whether the file is there with its companions, made from exactly these parameters. */
    boolean has(PlannedFile file) {
        return file.parameters().equals(parametersByPath.get(file.path()))
                && Files.isRegularFile(root.resolve(file.path()))
                && file.companions().stream().allMatch(path -> Files.isRegularFile(root.resolve(path)));
    }

    void put(PlannedFile file) throws IOException {
        parametersByPath.put(file.path(), file.parameters());
        append(file.path(), file.parameters());
    }

    void forget(PlannedFile file) throws IOException {
        if (parametersByPath.remove(file.path()) != null) {
            append(file.path(), FORGOTTEN);
        }
    }

    private void read() throws IOException {
        String text = Files.readString(path);
        // a crash may have torn the last line: its file is made again
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab < 1) {
                throw new IOException("expected path<TAB>parameters in " + path + ", found '" + line
                        + "': delete the folder to start again");
            }
            String parameters = line.substring(tab + 1);
            if (parameters.equals(FORGOTTEN)) {
                parametersByPath.remove(line.substring(0, tab));
            } else {
                parametersByPath.put(line.substring(0, tab), parameters);
            }
        }
    }

    private void append(String file, String parameters) throws IOException {
        Files.writeString(path, line(file, parameters), StandardOpenOption.APPEND);
    }

    private void compact() throws IOException {
        StringBuilder text = new StringBuilder();
        parametersByPath.forEach((file, parameters) -> text.append(line(file, parameters)));
        Path part = path.resolveSibling(NAME + ".part");
        Files.writeString(part, text);
        Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String line(String file, String parameters) {
        return file + '\t' + parameters + '\n';
    }
}
