package io.tickhouse.ingest.ws;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.ingest.ws.connection.ConnectionState;
import io.tickhouse.service.admin.Health;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log, the metrics and the readiness of every change of a connection. Ready means that data comes. */
final class ConnectionLog implements Consumer<ConnectionState> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

    private final String venue;
    private final Health health;
    private final MeterRegistry metrics;

    ConnectionLog(String venue, Health health, MeterRegistry metrics) {
        this.venue = venue;
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    public void accept(ConnectionState state) {
        metrics.counter(
                        "ws.connections",
                        "venue",
                        venue,
                        "state",
                        state.getClass().getSimpleName())
                .increment();
        LOG.atInfo().addKeyValue("venue", venue).log("connection: {}", state);
        switch (state) {
            case ConnectionState.Connecting connecting ->
                health.down(venue, "connecting, attempt " + connecting.attempt());
            case ConnectionState.Open _ -> health.down(venue, "connected, no record yet");
            case ConnectionState.Live _ -> health.up(venue);
            case ConnectionState.BackingOff backingOff -> health.down(venue, backingOff.why());
            case ConnectionState.Closed _ -> health.down(venue, "closed");
        }
    }
}
