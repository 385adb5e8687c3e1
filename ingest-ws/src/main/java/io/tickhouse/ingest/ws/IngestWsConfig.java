package io.tickhouse.ingest.ws;

import io.tickhouse.ingest.ws.connection.Backoff;
import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The service's own settings. */
final class IngestWsConfig {
    static final int ADMIN_PORT = 7101;
    static final String URL = "ws.url";
    static final String SYMBOLS = "ws.symbols";
    static final String QUEUE_FRAMES = "ws.queue.frames";
    static final String CONNECT_TIMEOUT_MS = "ws.connect.timeout.ms";
    static final String STALE_TIMEOUT_MS = "ws.stale.timeout.ms";
    static final String BACKOFF_FIRST_MS = "ws.backoff.first.ms";
    static final String BACKOFF_CAP_MS = "ws.backoff.cap.ms";

    private IngestWsConfig() {}

    static ConfigDef def() {
        return CommonConfig.def(ADMIN_PORT)
                .define(
                        URL,
                        Type.STRING,
                        "wss://stream.binance.com:9443",
                        Importance.MEDIUM,
                        "Base address of the venue's WebSocket streams: scheme, host and port.")
                .define(
                        SYMBOLS,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        IngestWsConfig::checkSymbols,
                        Importance.HIGH,
                        "Symbols to capture as the venue spells them, such as BTCUSDT,ETHUSDT; at most 1024.")
                .define(
                        QUEUE_FRAMES,
                        Type.INT,
                        100_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Most frames between socket and decoder; the socket waits when it is full.")
                .define(
                        CONNECT_TIMEOUT_MS,
                        Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How long a handshake may take, in milliseconds.")
                .define(
                        STALE_TIMEOUT_MS,
                        Type.LONG,
                        60_000L,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "How long no record may come before the connection is made anew, in milliseconds;"
                                + " heartbeats are no records.")
                .define(
                        BACKOFF_FIRST_MS,
                        Type.LONG,
                        500L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Longest wait before the second attempt to connect, in milliseconds; doubles with every"
                                + " failure.")
                .define(
                        BACKOFF_CAP_MS,
                        Type.LONG,
                        30_000L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Longest wait between attempts to connect, in milliseconds.");
    }

    static ConnectionKeeper.Settings connection(ServiceConfig config) {
        return new ConnectionKeeper.Settings(
                Duration.ofMillis(config.integer(CONNECT_TIMEOUT_MS)),
                Duration.ofMillis(config.number(STALE_TIMEOUT_MS)),
                new Backoff(
                        Duration.ofMillis(config.number(BACKOFF_FIRST_MS)),
                        Duration.ofMillis(config.number(BACKOFF_CAP_MS))));
    }

    private static void checkSymbols(String name, Object value) {
        if (value instanceof List<?> symbols) {
            if (symbols.isEmpty() || symbols.size() > 1_024) {
                throw new ConfigException(
                        "expected 1 to " + 1_024 + " symbols, found " + symbols.size());
            }
            if (new HashSet<>(symbols).size() < symbols.size()) {
                throw new ConfigException("expected each symbol once, found " + symbols);
            }
        }
    }
}
