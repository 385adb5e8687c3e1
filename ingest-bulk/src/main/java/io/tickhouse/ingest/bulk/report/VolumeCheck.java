package io.tickhouse.ingest.bulk.report;

import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileReport;
import io.tickhouse.market.BulkFileState;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The traded volume of a symbol's trades beside that of its klines, where both are loaded for the same days: by day where both
 * have files a day, else by month.
 */
public final class VolumeCheck {
    private final Map<String, List<BulkFile>> loaded;

    private VolumeCheck(Map<String, List<BulkFile>> loaded) {
        this.loaded = loaded;
    }

    /** @param files everything the ledger knows */
    public static VolumeCheck of(List<BulkFile> files) {
        return new VolumeCheck(files.stream()
                .filter(file -> file.getState() == BulkFileState.LOADED && file.getPeriod() != null)
                .filter(file -> report(file) != null && report(file).getVolume() != null)
                .collect(Collectors.groupingBy(file -> instrument(file) + kind(file))));
    }

    private static BulkFileReport report(BulkFile file) {
        return file.getReport();
    }

    /** What the comparison says of a file. */
    public sealed interface Verdict {
        /** There is nothing to compare it with. */
        record NotCompared() implements Verdict {}

        record Equal(String with) implements Verdict {}

        record Different(String with, BigDecimal ours, BigDecimal theirs) implements Verdict {}

        /** Whether a person should look. */
        default boolean isTrouble() {
            return this instanceof Different;
        }

        /** As the end of a line of text. */
        default String words() {
            return switch (this) {
                case NotCompared() -> "";
                case Equal(String with) -> ", volume as in " + with;
                case Different(String with, BigDecimal ours, BigDecimal theirs) ->
                    ", VOLUME " + ours.stripTrailingZeros().toPlainString() + " but "
                            + theirs.stripTrailingZeros().toPlainString() + " in " + with;
            };
        }
    }

    /** Compares the days of a file, or of its whole month. */
    public Verdict of(BulkFile file) {
        if (!file.getDataType().endsWith("rades") || file.getPeriod() == null) {
            return new Verdict.NotCompared();
        }
        Period days = Period.parse(file.getPeriod());
        Verdict exact = compare(file, days);
        return exact instanceof Verdict.NotCompared && days.isDay()
                ? compare(file, Period.of(YearMonth.from(days.first())))
                : exact;
    }

    private Verdict compare(BulkFile file, Period days) {
        Map<LocalDate, BulkFile> trades =
                covering(loaded.getOrDefault(instrument(file) + file.getDataType(), List.of()), days);
        for (Map.Entry<String, List<BulkFile>> other : loaded.entrySet()) {
            if (!other.getKey().startsWith(instrument(file) + "klines:")) {
                continue;
            }
            Map<LocalDate, BulkFile> klines = covering(other.getValue(), days);
            if (!trades.isEmpty() && !klines.isEmpty()) {
                String with = other.getKey().substring(instrument(file).length()) + " of " + days;
                BigDecimal ours = sum(trades);
                BigDecimal theirs = sum(klines);
                return ours.compareTo(theirs) == 0
                        ? new Verdict.Equal(with)
                        : new Verdict.Different(with, ours, theirs);
            }
        }
        return new Verdict.NotCompared();
    }

    /** The files that make up exactly these days; empty when there are none that do. */
    private static Map<LocalDate, BulkFile> covering(List<BulkFile> files, Period days) {
        Map<LocalDate, BulkFile> covering = new HashMap<>();
        for (BulkFile file : files) {
            Period period = Period.parse(file.getPeriod());
            if (days.contains(period.first()) && days.contains(period.last())) {
                period.days().forEach(day -> covering.put(day, file));
            }
        }
        return days.days().allMatch(covering::containsKey) ? covering : Map.of();
    }

    private static BigDecimal sum(Map<LocalDate, BulkFile> files) {
        Set<String> counted = new HashSet<>();
        List<BigDecimal> volumes = new ArrayList<>();
        for (BulkFile file : files.values()) {
            if (counted.add(file.getFile())) {
                volumes.add(report(file).getVolume());
            }
        }
        return volumes.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String instrument(BulkFile file) {
        return file.getVenue() + ' ' + file.getSymbol() + ' ';
    }

    private static String kind(BulkFile file) {
        return file.getDataType();
    }
}
