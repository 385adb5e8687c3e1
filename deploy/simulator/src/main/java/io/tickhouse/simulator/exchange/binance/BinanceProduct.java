package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.exchange.SessionLimits;
import io.tickhouse.simulator.market.Interval;
import io.tickhouse.simulator.market.Market;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A product of Binance with sockets and a REST interface of its own. */
public enum BinanceProduct {
    SPOT(
            Market.SPOT,
            "/api/v3",
            6_000,
            new SessionLimits(
                    5,
                    1_024,
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1),
                    Duration.ofHours(24),
                    SessionLimits.BACKLOG_BYTES)),
    USDM(
            Market.UM,
            "/fapi/v1",
            2_400,
            new SessionLimits(
                    10,
                    1_024,
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(10),
                    Duration.ofHours(24),
                    SessionLimits.BACKLOG_BYTES)),
    COINM(Market.CM, "/dapi/v1", 2_400, USDM.limits);

    private final Market market;
    private final String restRoot;
    private final int weightLimit;
    private final SessionLimits limits;

    BinanceProduct(Market market, String restRoot, int weightLimit, SessionLimits limits) {
        this.market = market;
        this.restRoot = restRoot;
        this.weightLimit = weightLimit;
        this.limits = limits;
    }

    public Market market() {
        return market;
    }

    /** What all paths of REST begin with. */
    String restRoot() {
        return restRoot;
    }

    /** Weight of REST requests a minute, as documented. */
    public int weightLimit() {
        return weightLimit;
    }

    /** What a connection is granted, as documented. */
    public SessionLimits limits() {
        return limits;
    }

    /** The name in records and archives, such as {@code binance-spot}. */
    String venue() {
        return "binance-" + label();
    }

    /** The name on the command line: {@code spot}, {@code usdm} or {@code coinm}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException naming the choices when the label is none of them */
    public static BinanceProduct of(String label) {
        return Arrays.stream(values())
                .filter(product -> product.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a market of "
                        + Arrays.stream(values()).map(BinanceProduct::label).collect(Collectors.joining(", "))
                        + ", found '" + label + "'"));
    }

    /** Whether a symbol is this product's, by its spelling: {@code BTCUSD_PERP} is a COIN-M contract, all else is none. */
    public boolean trades(String symbol) {
        return (this == COINM) == CoinmContract.isOne(symbol);
    }

    /** The symbol that is traded unless told otherwise. */
    public String standardSymbol() {
        return this == COINM ? "BTCUSD_PERP" : "BTCUSDT";
    }

    /** The interval as sockets and REST spell it: a month is {@code 1M} there, {@code 1mo} in the archive alone. */
    static String label(Interval interval) {
        return interval == Interval.MONTH ? "1M" : interval.label();
    }

    /** Empty when there are no such candles. */
    Optional<Interval> interval(String label) {
        return Arrays.stream(Interval.values())
                .filter(interval -> label(interval).equals(label))
                .filter(interval -> this == SPOT || interval != Interval.SECOND)
                .findFirst();
    }
}
