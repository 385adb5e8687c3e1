package io.tickhouse.ingest.ws.venue.binanceusdm;

import io.tickhouse.ingest.ws.conformance.BookFrames;
import io.tickhouse.ingest.ws.conformance.SocketFrames;
import io.tickhouse.ingest.ws.conformance.VenueConformance;
import io.tickhouse.ingest.ws.venue.binance.BinanceSocketFrames;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

class ConformanceTest extends VenueConformance {
    ConformanceTest() {
        super(new Adapter());
    }

    @Override
    protected BookFrames bookFrames() {
        return new Frames();
    }

    @Override
    protected SocketFrames socketFrames() {
        return new BinanceSocketFrames();
    }

    private static final class Frames implements BookFrames {
        @Override
        public byte[] update(
                long first,
                long last,
                long previous,
                Map<BigDecimal, BigDecimal> bids,
                Map<BigDecimal, BigDecimal> asks) {
            return ("{\"stream\":\"aaausdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1767225612346,\"T\":1767225612345,\"s\":\""
                            + SYMBOL + "\",\"U\":" + first + ",\"u\":" + last + ",\"pu\":" + previous + ",\"b\":"
                            + levels(bids) + ",\"a\":" + levels(asks) + "}}")
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] image(long id, Map<BigDecimal, BigDecimal> bids, Map<BigDecimal, BigDecimal> asks) {
            return ("{\"lastUpdateId\":" + id + ",\"bids\":" + levels(bids) + ",\"asks\":" + levels(asks) + "}")
                    .getBytes(StandardCharsets.UTF_8);
        }

        private static String levels(Map<BigDecimal, BigDecimal> levels) {
            return levels.entrySet().stream()
                    .map(level -> "[\"" + level.getKey().toPlainString() + "\",\""
                            + level.getValue().toPlainString() + "\"]")
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }
}
