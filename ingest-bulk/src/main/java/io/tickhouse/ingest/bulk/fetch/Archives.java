package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import io.tickhouse.service.StopSignal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Opens archives. */
public final class Archives {
    private Archives() {}

    /**
     * The archive at a place.
     *
     * @param place an http or https URL, or a folder
     * @throws Unreachable if it is neither
     */
    public static Archive open(String place, FetchSettings settings, StopSignal stop) throws Unreachable {
        String lower = place.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return new FolderArchive(folder(place));
        }
        try {
            URI base = URI.create(place.endsWith("/") ? place : place + "/");
            if (base.getHost() == null) {
                throw new IllegalArgumentException("it names no host");
            }
            return new HttpArchive(base, settings, stop);
        } catch (IllegalArgumentException e) {
            throw new Unreachable("--archive " + place + ": not an address: " + e.getMessage(), e);
        }
    }

    private static Path folder(String place) throws Unreachable {
        try {
            return place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
        } catch (IllegalArgumentException e) {
            throw new Unreachable("--archive " + place + ": neither a folder nor an address: " + e.getMessage(), e);
        }
    }
}
