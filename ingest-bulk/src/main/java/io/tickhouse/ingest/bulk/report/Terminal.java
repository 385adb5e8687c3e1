package io.tickhouse.ingest.bulk.report;

import java.io.Console;
import java.util.Optional;

/** Whether a person looks on. */
public final class Terminal {
    private Terminal() {}

    /** The launcher says so, since behind it standard input is a pipe. */
    public static boolean isWatched() {
        String told = System.getenv("TICKHOUSE_TERMINAL");
        if (told != null) {
            return Boolean.parseBoolean(told);
        }
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
