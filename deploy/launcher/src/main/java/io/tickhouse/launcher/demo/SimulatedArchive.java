package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the demo's archive is: the one that was given, or one that the simulator makes and serves. */
final class SimulatedArchive implements AutoCloseable {
    private final Optional<String> given;
    private final Optional<SimulatedVenue> venue;

    private SimulatedArchive(Optional<String> given, Optional<SimulatedVenue> venue) {
        this.given = given;
        this.venue = venue;
    }

    static SimulatedArchive startIfNeeded(Workspace workspace, Plan plan, Path home, Path logs) {
        return new SimulatedArchive(
                plan.archive(),
                plan.archive().isPresent()
                        ? Optional.empty()
                        : Optional.of(SimulatedVenue.archive(workspace, plan, home, logs)));
    }

    boolean isSimulated() {
        return venue.isPresent();
    }

    /** Folder or address of the archive, once it is there. */
    String address() throws IOException, InterruptedException {
        return venue.isPresent() ? venue.get().url() : given.orElseThrow();
    }

    @Override
    public void close() {
        venue.ifPresent(SimulatedVenue::close);
    }
}
