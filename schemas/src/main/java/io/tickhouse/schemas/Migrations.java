package io.tickhouse.schemas;

import java.util.List;
import java.util.stream.Collectors;

/** The ClickHouse schema as numbered steps, in the order they are applied. A published step never changes. */
public final class Migrations {
    private static final List<String> FILES = List.of(
            "V001__databases.sql",
            "V002__tables.sql",
            "V003__views.sql",
            "V004__latency_and_coverage.sql",
            "V005__codecs.sql",
            "V006__inserts.sql",
            "V007__reads.sql",
            "V008__deletions.sql",
            "V009__short_queries.sql");

    private Migrations() {}

    /** Every step, the first first. */
    public static List<Migration> all() {
        return FILES.stream().map(Migration::load).collect(Collectors.toUnmodifiableList());
    }
}
