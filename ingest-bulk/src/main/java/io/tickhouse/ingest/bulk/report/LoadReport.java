package io.tickhouse.ingest.bulk.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a load did, as the report file has it.
 *
 * @param archive address or folder
 * @param source what the records say they come from
 * @param files in order of symbol and day
 * @param milliseconds from start to end
 */
public record LoadReport(String archive, String source, List<FileReport> files, Totals totals, long milliseconds) {

    /** Sums over the files; {@code rows} are those of files loaded now or before. */
    public record Totals(
            int files,
            int loaded,
            @JsonProperty("already_loaded") int alreadyLoaded,
            int missing,
            int failed,
            long rows,
            @JsonProperty("published_now") long publishedNow,
            long published,
            @JsonProperty("dead_letters") long deadLetters) {
        static Totals of(List<FileReport> files) {
            return new Totals(
                    files.size(),
                    count(files, Outcome.LOADED),
                    count(files, Outcome.ALREADY_LOADED),
                    count(files, Outcome.MISSING),
                    count(files, Outcome.FAILED),
                    files.stream()
                            .filter(file -> is(file, Outcome.LOADED) || is(file, Outcome.ALREADY_LOADED))
                            .mapToLong(FileReport::rows)
                            .sum(),
                    files.stream().mapToLong(FileReport::publishedNow).sum(),
                    files.stream().mapToLong(FileReport::published).sum(),
                    files.stream().mapToLong(FileReport::deadLetters).sum());
        }

        private static int count(List<FileReport> files, Outcome outcome) {
            return (int) files.stream().filter(file -> is(file, outcome)).count();
        }

        private static boolean is(FileReport file, Outcome outcome) {
            return file.outcome().equals(outcome.words());
        }
    }

    static LoadReport of(String archive, String source, List<FileReport> files, long milliseconds) {
        return new LoadReport(archive, source, files, Totals.of(files), milliseconds);
    }

    /** Writes the report as JSON, replacing the file. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling("."));
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    }
}
