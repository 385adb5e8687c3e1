package io.tickhouse.launcher.command;

import io.tickhouse.local.Endpoints;

/** What several commands print alike. */
public final class Shown {
    private Shown() {}

    /** Where a stack answers, as the variables that other programs take it by. */
    public static void endpoints(Endpoints endpoints) {
        endpoints.asEnvironment().forEach((name, value) -> {
            if (!name.equals(Endpoints.CLICKHOUSE_PASSWORD)) {
                System.out.println("  " + name + "=" + value);
            }
        });
    }
}
