package io.tickhouse.ingest.bulk.job;

import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.market.BulkJob;
import java.util.regex.Pattern;

/** What a job asks for. */
public final class JobScope {
    private JobScope() {}

    /**
     * True when a job asks for data of some of these days.
     *
     * @param series as {@link io.tickhouse.ingest.bulk.archive.Series#label} spells it
     */
    public static boolean covers(BulkJob job, String venue, String symbol, String series, Period days) {
        return venue.equals(job.getVenue())
                && job.getSeries().contains(series)
                && job.getSymbols().stream().anyMatch(asked -> matches(asked, symbol))
                && !days.last().isBefore(job.getFromDay())
                && (job.getToDay() == null || !days.first().isAfter(job.getToDay()));
    }

    private static boolean matches(String asked, String symbol) {
        return asked.equals(symbol)
                || (asked.contains("*") && symbol.matches(Pattern.quote(asked).replace("*", "\\E.*\\Q")));
    }
}
