package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;

/** An archive behind HTTP or HTTPS. */
final class HttpArchive implements Archive {
    /** A CHECKSUM file is one line; nothing larger is read into memory. */
    static final int SMALL_BYTES = 4_096;

    /** A connection that has brought so much before it broke may break again. */
    private static final long GETTING_ON = 1 << 20;

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    /** What we have is longer than what there is: another file. */
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Requests requests;
    private final Listing listing;

    HttpArchive(Requests requests, Listing listing) {
        this.requests = requests;
        this.listing = listing;
    }

    /** Finds folders. */
    interface Listing {
        SortedSet<String> folders(String folder) throws ArchiveException, InterruptedException;
    }

    @Override
    public String name() {
        return requests.base().toString();
    }

    @Override
    public OptionalLong size(String path) throws ArchiveException, InterruptedException {
        Optional<Long> size = requests.of(
                "HEAD",
                address(path),
                Requests.Headers.NONE,
                Set.of(OK),
                response ->
                        response.headers().firstValueAsLong("Content-Length").orElse(0));
        return size.isPresent() ? OptionalLong.of(size.get()) : OptionalLong.empty();
    }

    @Override
    public Optional<byte[]> read(String path) throws ArchiveException, InterruptedException {
        return requests.of(
                "GET",
                address(path),
                Requests.Headers.NONE,
                Set.of(OK),
                response -> requests.bytes(response, SMALL_BYTES));
    }

    @Override
    public void fetch(String path, Path to, long limit) throws ArchiveException, InterruptedException {
        PartialFile partial = new PartialFile(to);
        try {
            Optional<Boolean> whole = Optional.of(false);
            while (whole.isPresent() && !whole.get()) {
                whole = rest(path, partial, limit);
            }
            if (whole.isEmpty()) {
                throw new ArchiveException.Missing(path + ": not in " + name()
                        + " (404), although it was announced. Nothing is loaded; try again when it is there");
            }
            partial.complete();
        } catch (IOException e) {
            throw new Unreachable(to + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Fetches what is not here yet; false when there is a reason to ask again, empty when it is not there. */
    private Optional<Boolean> rest(String path, PartialFile partial, long limit)
            throws IOException, ArchiveException, InterruptedException {
        long before = partial.size();
        try {
            return requests.of(
                    "GET",
                    address(path),
                    partial::rangeHeaders,
                    Set.of(OK, PARTIAL_CONTENT, RANGE_NOT_SATISFIABLE),
                    response -> receive(response, partial, limit));
        } catch (Unreachable e) {
            if (partial.size() - before < GETTING_ON) {
                throw e;
            }
            return Optional.of(false); // it is slow and breaks off, but it gets on
        }
    }

    private boolean receive(HttpResponse<InputStream> response, PartialFile partial, long limit)
            throws IOException, ArchiveException {
        if (response.statusCode() == RANGE_NOT_SATISFIABLE) {
            if (partial.size() == 0) {
                throw new Unreachable(response.uri() + ": expected the whole file, found HTTP status 416");
            }
            partial.discard(); // it has another file now
            return false;
        }
        long have = response.statusCode() == PARTIAL_CONTENT ? partial.continuesAt(response) : partial.begin(response);
        try (OutputStream out = partial.append()) {
            requests.copy(response, out, limit - have);
        }
        return true;
    }

    @Override
    public SortedSet<String> folders(String folder) throws ArchiveException, InterruptedException {
        return listing.folders(folder);
    }

    private URI address(String path) {
        return requests.base().resolve(path);
    }

    @Override
    public boolean mayChange() {
        return true;
    }

    @Override
    public void close() {
        requests.close();
    }
}
