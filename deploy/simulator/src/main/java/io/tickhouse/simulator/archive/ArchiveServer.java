package io.tickhouse.simulator.archive;

import com.sun.net.httpserver.HttpServer;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.FaultPlan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves an archive folder over HTTP on 127.0.0.1: GET and HEAD, single ranges, ETag and Last-Modified; 404 for what is
 * not there, 403 for paths that climb out. Binance's layout is listed as its bucket does, by list-type=2 (or markers) on
 * any path, Bybit's by HTML pages of its folders. Faults may be added at any time, over HTTP too: POST, GET and DELETE on
 * {@code /simulator/faults}. Answers carry
 * {@code X-Tickhouse-Source: SIMULATED} when the folder's trades were made by the simulator.
 *
 * <pre>{@code
 * try (ArchiveServer server = ArchiveServer.of(archive.root())) {
 *     server.inject(new Fault.Unavailable(PathPattern.of("*.zip"), 2));
 *     … server.uri() …
 *     assertThat(server.requests()).…
 * }
 * }</pre>
 */
public final class ArchiveServer implements AutoCloseable {
    /** As many keys as the venue's bucket gives at once. */
    public static final int PAGE_SIZE = 1_000;

    private final FaultPlan faults = new FaultPlan();
    private final List<ArchiveRequest> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer http;

    private ArchiveServer(Path root, int port, int pageSize, boolean keepRequests) throws IOException {
        Publication publication = new Publication(root, faults);
        Answers answers = new Answers(request -> {
            if (keepRequests) {
                requests.add(request);
            }
        });
        Listings listings = new Listings(new Folders(root), faults, pageSize, answers);
        http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        http.setExecutor(threads);
        http.createContext("/", new ArchiveHandler(publication, listings, faults, Manifest.isIn(root), answers));
        http.createContext(FaultsHandler.PATH, new FaultsHandler(faults));
        http.start();
    }

    /** Serves on a free port and keeps a log of the requests, for tests. */
    public static ArchiveServer of(Path root) throws IOException {
        return of(root, PAGE_SIZE);
    }

    /**
     * Serves on a free port and keeps a log of the requests, for tests.
     *
     * @param pageSize most keys in one answer to a list request
     */
    public static ArchiveServer of(Path root, int pageSize) throws IOException {
        return new ArchiveServer(root, 0, pageSize, true);
    }

    /**
     * Serves without a log, for as long as may be.
     *
     * @param port 0 for a free one
     * @param pageSize most keys in one answer to a list request
     * @throws IOException when the folder is not there or the port is taken
     */
    public static ArchiveServer on(int port, Path root, int pageSize) throws IOException {
        return new ArchiveServer(root, port, pageSize, false);
    }

    /** Whether the folder holds anything that a server would hand out. */
    public static boolean isArchive(Path root) {
        return Folders.arePublishedIn(root);
    }

    /** The base, without a trailing slash: {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** The address of a ZIP. */
    public URI uri(ArchiveFile file) {
        return uri().resolve("/" + file.zipPath());
    }

    public ArchiveServer inject(Fault fault) {
        faults.add(fault);
        return this;
    }

    public void clearFaults() {
        faults.clear();
    }

    /** What was asked so far, in order of the answers' beginnings. */
    public List<ArchiveRequest> requests() {
        return List.copyOf(requests);
    }

    /** Stops at once; bodies under way break. */
    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
