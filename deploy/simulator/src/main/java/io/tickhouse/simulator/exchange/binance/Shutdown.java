package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.exchange.Session;
import java.util.Optional;

/** The event that spot sends before it ends a connection (web-socket-streams.md, since 2026-05); futures have none. */
final class Shutdown {
    private Shutdown() {}

    static Optional<String> notice(BinanceProduct product, Session session, long micros) {
        if (product != BinanceProduct.SPOT) {
            return Optional.empty();
        }
        String event =
                "{\"e\":\"serverShutdown\",\"E\":" + (session.form() == Streams.MICROS ? micros : micros / 1_000) + "}";
        return Optional.of(session.isCombined() ? "{\"stream\":\"!serverShutdown\",\"data\":" + event + "}" : event);
    }
}
