package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import io.tickhouse.ingest.bulk.venue.ArchiveVenue;
import io.tickhouse.service.StopSignal;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Opens archives. */
public final class Archives {
    private Archives() {}

    /**
     * The archive of a venue at a place.
     *
     * @param place an http or https URL, or a folder; empty for the venue's public archive
     * @throws Unreachable if it is neither
     */
    public static Archive open(ArchiveVenue venue, String place, FetchSettings settings, StopSignal stop)
            throws Unreachable {
        String chosen = place.isBlank() ? venue.publicUrl() : place;
        String lower = chosen.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return new FolderArchive(folder(chosen));
        }
        try {
            URI base = address(chosen);
            Requests requests = new Requests(base, settings, stop);
            return new HttpArchive(
                    requests,
                    switch (venue.listing()) {
                        case ArchiveVenue.Listing.S3(String publicUrl) ->
                            new S3Listing(requests, chosen.equals(venue.publicUrl()) ? address(publicUrl) : base);
                        case ArchiveVenue.Listing.Html() -> new HtmlListing(requests);
                    });
        } catch (IllegalArgumentException e) {
            throw new Unreachable("--archive " + chosen + ": not an address: " + e.getMessage(), e);
        }
    }

    private static URI address(String place) {
        URI base = URI.create(place.endsWith("/") ? place : place + "/");
        if (base.getHost() == null) {
            throw new IllegalArgumentException("it names no host");
        }
        return base;
    }

    private static Path folder(String place) throws Unreachable {
        try {
            return place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
        } catch (IllegalArgumentException e) {
            throw new Unreachable("--archive " + place + ": neither a folder nor an address: " + e.getMessage(), e);
        }
    }
}
