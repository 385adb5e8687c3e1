package io.tickhouse.ingest.ws.venue.binance;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The address that carries the trades of some symbols, as one combined stream with times in microseconds. */
public final class BinanceSpotStreams {
    /** Where the venue's streams are. */
    public static final String BASE_URL = "wss://stream.binance.com:9443";

    /** Most streams on one connection (web-socket-streams.md, "General WSS information"). */
    public static final int MOST_STREAMS = 1_024;

    private BinanceSpotStreams() {}

    /**
     * The address of the trade streams of these symbols.
     *
     * @param baseUrl scheme, host and port, such as {@link #BASE_URL}
     * @param symbols in upper case as records spell them; 1 to {@link #MOST_STREAMS}
     */
    public static URI trades(String baseUrl, List<String> symbols) {
        // stream names want lower case, and symbols may be non-ASCII
        String streams = symbols.stream()
                .map(symbol -> URLEncoder.encode(symbol.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8) + "@trade")
                .collect(Collectors.joining("/"));
        String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        return URI.create(base + "/stream?timeUnit=MICROSECOND&streams=" + streams);
    }
}
