package io.tickhouse.bench.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.binancespot.Adapter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One thread from frames of trades to records, beside Jackson's tree and Jackson's tokens. */
public final class WsDecodeBench implements Benchmark {
    /** As many as a processor's cache holds, since a frame that was just read off a socket is in it. */
    private static final int FRAMES = 2_000;

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @Override
    public String name() {
        return "ws-decode";
    }

    @Override
    public String description() {
        return "one thread: frames of Binance spot trades → records, beside Jackson databind and Jackson's tokens alone";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        byte[][] frames = frames(trial.seed());
        int rounds = trial.quick() ? 100 : 1_000;
        List<Double> ours = new ArrayList<>();
        List<Double> trees = new ArrayList<>();
        List<Double> tokens = new ArrayList<>();
        for (int run = -2; run < 3 * trial.runs(); run++) {
            double decoded = CpuRate.of((long) rounds * FRAMES, () -> decode(frames, rounds));
            double tree = CpuRate.of((long) rounds * FRAMES, () -> trees(frames, rounds));
            double token = CpuRate.of((long) rounds * FRAMES, () -> tokens(frames, rounds));
            if (run >= 0) { // the first ones warm the compiler up
                ours.add(decoded);
                trees.add(tree);
                tokens.add(token);
            }
        }
        return List.of(new Result(
                "ws-decode",
                "frames/s",
                new Measured("frame → Trade record, all checks", ours),
                List.of(
                        new Measured("Jackson databind to a tree, decimals and text taken out", trees),
                        new Measured("Jackson's tokens alone", tokens)),
                "≥ 1,000,000; ≥ 3 × databind"));
    }

    private static byte[][] frames(long seed) {
        Random random = new Random(seed);
        byte[][] frames = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            String text =
                    "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1767225600012345,\"s\":\"BTCUSDT\","
                            + "\"t\":" + (3_735_683_259L + i) + ",\"p\":\"" + (61_000 + random.nextInt(999)) + "."
                            + (10 + random.nextInt(89)) + "000000\",\"q\":\"0." + (10_000 + random.nextInt(89_999))
                            + "000\",\"T\":1767225600011111,\"m\":" + random.nextBoolean() + ",\"M\":true}}";
            frames[i] = text.getBytes(StandardCharsets.UTF_8);
        }
        return frames;
    }

    private static long decode(byte[][] frames, int rounds) {
        FrameDecoder decoder = new Adapter().frames();
        long mapped = 0;
        for (int round = 0; round < rounds; round++) {
            for (byte[] frame : frames) {
                mapped += decoder.decode(frame, NOW) instanceof Decoded.Mapped ? 1 : 0;
            }
        }
        if (mapped != (long) rounds * frames.length) {
            throw new IllegalStateException("expected every frame to be mapped, found " + mapped);
        }
        return mapped;
    }

    private static long trees(byte[][] frames, int rounds) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        long sum = 0;
        for (int round = 0; round < rounds; round++) {
            for (byte[] frame : frames) {
                JsonNode data = mapper.readTree(frame).get("data");
                sum += new BigDecimal(data.get("p").asText()).scale()
                        + new BigDecimal(data.get("q").asText()).scale()
                        + data.get("t").asLong()
                        + data.get("s").asText().length();
            }
        }
        return sum;
    }

    private static long tokens(byte[][] frames, int rounds) throws Exception {
        JsonFactory factory = new JsonFactory();
        long tokens = 0;
        for (int round = 0; round < rounds; round++) {
            for (byte[] frame : frames) {
                try (JsonParser parser = factory.createParser(frame)) {
                    while (parser.nextToken() != null) {
                        tokens++;
                    }
                }
            }
        }
        return tokens;
    }
}
