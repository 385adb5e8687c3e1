package io.tickhouse.ingest.ws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A market as Binance spot tells it: trades of contiguous ids, books whose every change takes an id, over a socket and
 * over REST. It goes on whether anybody listens or not. Everything is a function of the seed and of what the test asks for.
 */
final class TestMarket implements AutoCloseable {
    private final TestVenue venue;
    private final HttpServer rest;
    private final Map<String, Instrument> instruments = new ConcurrentHashMap<>();
    private final Map<String, String> silent = new ConcurrentHashMap<>();
    final AtomicInteger imagesAsked = new AtomicInteger();
    /** Status of the next answers about books, and how many of them. */
    private volatile int badStatus = 200;

    private final AtomicInteger badAnswers = new AtomicInteger();
    private volatile String retryAfter = "1";

    /** One symbol. */
    static final class Instrument {
        final Random random;
        final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
        final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        long trade;
        long update = 1_000;

        Instrument(long seed) {
            random = new Random(seed);
            for (int i = 1; i <= 200; i++) {
                bids.put(BigDecimal.valueOf(100_000 - i, 2), BigDecimal.valueOf(1 + random.nextInt(9_999), 3));
                asks.put(BigDecimal.valueOf(100_000 + i, 2), BigDecimal.valueOf(1 + random.nextInt(9_999), 3));
            }
        }
    }

    TestMarket(TestVenue venue) throws IOException {
        this.venue = venue;
        rest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        rest.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        rest.createContext("/api/v3/depth", this::depth);
        rest.createContext(
                "/api/v3/time",
                exchange -> answer(exchange, 200, "{\"serverTime\":" + (System.currentTimeMillis() + 5_000) + "}"));
        rest.createContext("/api/v3/exchangeInfo", exchange -> answer(exchange, 200, INFO));
        rest.start();
    }

    private static final String INFO =
            "{\"timezone\":\"UTC\",\"serverTime\":1,\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":6000}],\"symbols\":[]}";

    String restUrl() {
        return "http://127.0.0.1:" + rest.getAddress().getPort();
    }

    Instrument instrument(String symbol) {
        return instruments.computeIfAbsent(symbol, some -> new Instrument(some.hashCode()));
    }

    /** Trades so often; everybody who has subscribed hears of it. Returns the last id. */
    long trade(String symbol, int times) {
        Instrument instrument = instrument(symbol);
        for (int i = 0; i < times; i++) {
            long id;
            synchronized (instrument) {
                id = ++instrument.trade;
            }
            tell(symbol, "@trade", tradeFrame(symbol, id));
        }
        return instrument.trade;
    }

    static String tradeFrame(String symbol, long id) {
        long now = micros();
        return "{\"stream\":\"" + symbol.toLowerCase(java.util.Locale.ROOT)
                + "@trade\",\"data\":{\"e\":\"trade\",\"E\":"
                + (now + 5) + ",\"s\":\"" + symbol + "\",\"t\":" + id
                + ",\"p\":\"61837.%06d\",\"q\":\"0.02000000\",\"T\":".formatted(id % 1_000_000) + now + ",\"m\":"
                + (id % 2 == 0) + ",\"M\":true}}";
    }

    /** Changes the book so often, each time with one frame. */
    void change(String symbol, int times) {
        for (int i = 0; i < times; i++) {
            tell(symbol, "@depth@100ms", changed(symbol));
        }
    }

    /** Changes the book so that nobody hears of it. */
    void changeInSecret(String symbol) {
        changed(symbol);
    }

    private String changed(String symbol) {
        Instrument instrument = instrument(symbol);
        synchronized (instrument) {
            long first = instrument.update + 1;
            Map<BigDecimal, BigDecimal> bids = new TreeMap<>();
            Map<BigDecimal, BigDecimal> asks = new TreeMap<>();
            for (int change = instrument.random.nextInt(4); change >= 0; change--) {
                boolean bid = instrument.random.nextBoolean();
                BigDecimal price = BigDecimal.valueOf(
                        bid ? 99_999 - instrument.random.nextInt(60) : 100_001 + instrument.random.nextInt(60), 2);
                BigDecimal quantity = instrument.random.nextInt(4) == 0
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(1 + instrument.random.nextInt(99_999), 3);
                (bid ? bids : asks).put(price, quantity);
                instrument.update++;
            }
            set(instrument.bids, bids);
            set(instrument.asks, asks);
            return "{\"stream\":\"" + symbol.toLowerCase(java.util.Locale.ROOT)
                    + "@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + micros() + ",\"s\":\"" + symbol
                    + "\",\"U\":" + first + ",\"u\":" + instrument.update + ",\"b\":" + levels(bids) + ",\"a\":"
                    + levels(asks) + "}}";
        }
    }

    private static void set(Map<BigDecimal, BigDecimal> side, Map<BigDecimal, BigDecimal> changes) {
        changes.forEach((price, quantity) -> {
            if (quantity.signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        });
    }

    private void tell(String symbol, String suffix, String frame) {
        String stream = symbol.toLowerCase(java.util.Locale.ROOT) + suffix;
        if (!silent.containsKey(stream)) {
            venue.broadcast(stream, frame);
        }
    }

    /** A stream says nothing any more, or speaks again. */
    void silence(String stream, boolean nothing) {
        if (nothing) {
            silent.put(stream, "");
        } else {
            silent.remove(stream);
        }
    }

    /** The next so many questions about books are refused. */
    void refuseImages(int status, int answers, String seconds) {
        retryAfter = seconds;
        badStatus = status;
        badAnswers.set(answers);
    }

    private void depth(HttpExchange exchange) throws IOException {
        imagesAsked.incrementAndGet();
        if (badAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            answer(exchange, badStatus, "{\"code\":-1003,\"msg\":\"Too many requests\"}");
            return;
        }
        String symbol = exchange.getRequestURI().getQuery().replaceAll(".*symbol=([^&]+).*", "$1");
        Instrument instrument = instrument(symbol);
        String body;
        synchronized (instrument) {
            body = "{\"lastUpdateId\":" + instrument.update + ",\"bids\":" + levels(instrument.bids.descendingMap())
                    + ",\"asks\":" + levels(instrument.asks) + "}";
        }
        exchange.getResponseHeaders().set("X-MBX-USED-WEIGHT-1M", "50");
        answer(exchange, 200, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String levels(Map<BigDecimal, BigDecimal> levels) {
        return levels.entrySet().stream()
                .map(level -> "[\"" + level.getKey().toPlainString() + "\",\""
                        + level.getValue().toPlainString() + "\"]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static long micros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    @Override
    public void close() {
        rest.stop(0);
    }
}
