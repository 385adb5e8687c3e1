package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.exchange.Stream;
import java.util.HashMap;
import java.util.Map;

/**
 * The streams there are, by name. On USD-M each is under one root ({@code /public} or {@code /market}, change log of
 * 2026-03-06); a connection without a root is one of {@code /public}.
 */
final class Streams {
    /** Times in milliseconds. */
    static final int MILLIS = 0;
    /** Times in microseconds; spot only. */
    static final int MICROS = 1;

    static final int FORMS = 2;

    private final Map<String, Stream> streams = new HashMap<>();
    private final BinanceProduct product;

    Streams(BinanceProduct product) {
        this.product = product;
    }

    /** Adds a stream, or returns the one that has the name. */
    Stream add(String name) {
        return streams.computeIfAbsent(name, some -> new Stream(some, FORMS));
    }

    /**
     * The stream of that name as a connection of the root hears it. One that is not there, or under another root, is
     * granted all the same and never speaks, as the venue does.
     *
     * @param root {@code public}, {@code market} or empty
     */
    Stream find(String name, String root) {
        Stream stream = streams.get(name);
        return stream == null || !isUnder(name, root) ? new Stream(name, FORMS) : stream;
    }

    private boolean isUnder(String name, String root) {
        return product != BinanceProduct.USDM || rootOf(name).equals(root.isEmpty() ? "public" : root);
    }

    private static String rootOf(String name) {
        String kind = name.substring(name.indexOf('@') + 1);
        boolean isPublic = kind.equals("trade") || kind.equals("bookTicker") || kind.startsWith("depth");
        return isPublic ? "public" : "market";
    }
}
