package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.conformance.BookFrames;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Books as futures write them; COIN-M names the pair beside the symbol. */
public final class FuturesBookFrames implements BookFrames {
    private final String pairOfUpdate;
    private final String pairOfImage;

    private FuturesBookFrames(String pairOfUpdate, String pairOfImage) {
        this.pairOfUpdate = pairOfUpdate;
        this.pairOfImage = pairOfImage;
    }

    public static FuturesBookFrames ofUsdm() {
        return new FuturesBookFrames("", "");
    }

    public static FuturesBookFrames ofCoinm() {
        return new FuturesBookFrames("\"ps\":\"AAA\",", "\"symbol\":\"" + SYMBOL + "\",\"pair\":\"AAA\",");
    }

    @Override
    public byte[] update(
            long first, long last, long previous, Map<BigDecimal, BigDecimal> bids, Map<BigDecimal, BigDecimal> asks) {
        return ("{\"stream\":\"aaausdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1767225612346,\"T\":1767225612345,\"s\":\""
                        + SYMBOL + "\"," + pairOfUpdate + "\"U\":" + first + ",\"u\":" + last + ",\"pu\":" + previous
                        + ",\"b\":" + levels(bids) + ",\"a\":" + levels(asks) + "}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] image(long id, Map<BigDecimal, BigDecimal> bids, Map<BigDecimal, BigDecimal> asks) {
        return ("{\"lastUpdateId\":" + id + "," + pairOfImage + "\"bids\":" + levels(bids) + ",\"asks\":" + levels(asks)
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String levels(Map<BigDecimal, BigDecimal> levels) {
        return levels.entrySet().stream()
                .map(level -> "[\"" + level.getKey().toPlainString() + "\",\""
                        + level.getValue().toPlainString() + "\"]")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
