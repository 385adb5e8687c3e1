package io.tickhouse.ingest.bulk.plan;

import io.tickhouse.ingest.bulk.archive.ArchiveException.Missing;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which of one symbol's days are loaded and which are not there. A file exists when its CHECKSUM does: the archive's own
 * listing has been seen stale.
 *
 * @param present in order of their days, at least one
 * @param missing days before the first or after the last present one: not listed yet, delisted, not published yet
 */
public record Selection(List<ArchiveFile> present, List<ArchiveFile> missing) {

    /**
     * Sorts a symbol's days.
     *
     * @param found one for each day of the request, in order
     * @param archive how errors call the archive
     * @param mayMiss false when missing days at the ends are errors as well
     * @throws Missing if no file is there, half of a pair is not, or a day between two others is not
     */
    public static Selection of(List<Presence> found, String archive, boolean mayMiss) throws Missing {
        for (Presence presence : found) {
            requireBothOrNone(presence, archive);
        }
        List<ArchiveFile> present =
                found.stream().filter(Presence::announced).map(Presence::file).toList();
        List<ArchiveFile> missing = found.stream()
                .filter(one -> !one.announced())
                .map(Presence::file)
                .toList();
        if (present.isEmpty()) {
            throw new Missing(none(missing, archive));
        }
        for (ArchiveFile file : missing) {
            boolean between = file.period().compareTo(present.getFirst().period()) > 0
                    && file.period().compareTo(present.getLast().period()) < 0;
            if (between || !mayMiss) {
                throw new Missing(file.path() + ": not in " + archive + " (404)"
                        + (between
                                ? ", although days before and after it are. Nothing is loaded: a hole would go"
                                        + " unnoticed. Load the days around it by their own requests, or wait until it"
                                        + " is published"
                                : ". Nothing is loaded, as --missing fail asks; shorten --from and --to, or leave the"
                                        + " option out"));
            }
        }
        return new Selection(present, missing);
    }

    private static void requireBothOrNone(Presence presence, String archive) throws Missing {
        ArchiveFile file = presence.file();
        if (presence.bytes().isPresent() && !presence.announced()) {
            throw new Missing(file.path() + ": the ZIP is in " + archive + ", but its "
                    + file.checksumPath().orElse("CHECKSUM")
                    + " is not (404), so it cannot be verified. Nothing is loaded; try again when it is there");
        }
        if (presence.announced() && presence.bytes().isEmpty()) {
            throw new Missing(file.path() + ": its CHECKSUM file is in " + archive
                    + ", but the ZIP is not (404). Nothing is loaded; try again when it is there");
        }
    }

    private static String none(List<ArchiveFile> missing, String archive) {
        ArchiveFile first = missing.getFirst();
        String days = missing.size() == 1
                ? ""
                : " nor any other of the " + missing.size() + " days up to "
                        + missing.getLast().period();
        return first.path() + ": not in " + archive + " (404)" + days
                + ". Check market, symbol and days; a day is published on the next one";
    }

    /** Present and missing files together, in order of their days. */
    public Stream<ArchiveFile> all() {
        return Stream.concat(present.stream(), missing.stream())
                .sorted(java.util.Comparator.comparing(ArchiveFile::period));
    }
}
