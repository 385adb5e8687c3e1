package io.tickhouse.local;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Finds the checkout this code was built in, since the registry and the ClickHouse engine lie there. */
final class ProjectRoot {
    private static final Path MARK = Path.of("deploy", "local", "pom.xml");

    private ProjectRoot() {}

    /** From {@code -Dtickhouse.root}, else TICKHOUSE_ROOT, else upwards from this class's jar. */
    static Path find() {
        return find(System.getProperty("tickhouse.root"), System.getenv("TICKHOUSE_ROOT"), codeLocation());
    }

    static Path find(@Nullable String property, @Nullable String variable, Path start) {
        if (property != null) {
            return given(property, "the system property tickhouse.root");
        }
        if (variable != null) {
            return given(variable, "the environment variable TICKHOUSE_ROOT");
        }
        for (Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(MARK))) {
                return folder;
            }
        }
        throw new StackException("Expected a Tickhouse checkout (a folder with " + MARK + ") above " + start
                + ", found none: set TICKHOUSE_ROOT to the checkout.");
    }

    private static Path given(String value, String source) {
        Path folder = Path.of(value).toAbsolutePath().normalize();
        if (!Files.exists(folder.resolve(MARK))) {
            throw new StackException("Expected a Tickhouse checkout in " + folder + " (given by " + source
                    + "), found no " + MARK + ".");
        }
        return folder;
    }

    /** The jar or the folder of classes this class was loaded from. */
    static Path codeLocation() {
        CodeSource source = ProjectRoot.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class path entry " + source.getLocation() + " is no file", e);
        }
    }
}
