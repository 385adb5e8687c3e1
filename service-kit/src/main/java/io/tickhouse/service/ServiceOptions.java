package io.tickhouse.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The command-line options of every service. */
public final class ServiceOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Properties file with settings.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting; wins over TICKHOUSE_… variables and the file. Repeatable.")
    private final List<String> assignments = new ArrayList<>();

    @Option(names = "--check", description = "Verify settings and everything they point to, then exit.")
    private boolean check;

    @Option(names = "--print-config", description = "Print every setting in force, secrets hidden, then exit.")
    private boolean printConfig;

    /** Adds a setting that another option stands for; an explicit {@code --set} of the same key wins. */
    public void assign(String key, String value) {
        assignments.add(0, key + "=" + value);
    }

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    List<String> assignments() {
        return assignments;
    }

    boolean check() {
        return check;
    }

    boolean printConfig() {
        return printConfig;
    }
}
