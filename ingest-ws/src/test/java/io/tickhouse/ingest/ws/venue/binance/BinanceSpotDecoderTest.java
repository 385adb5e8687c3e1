package io.tickhouse.ingest.ws.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames are written by hand after the venue's documentation (web-socket-streams.md, "Trade Streams"). */
class BinanceSpotDecoderTest {
    static final String TRADE =
            "{\"e\":\"trade\",\"E\":1723161600000500,\"s\":\"BTCUSDT\",\"t\":12345,\"p\":\"61837.63000000\","
                    + "\"q\":\"0.02000000\",\"T\":1723161600000123,\"m\":true,\"M\":true}";
    private static final Instant RECEIVED = Instant.parse("2024-08-09T00:00:00.001002Z");
    private static final long SEED = 2024;

    private final BinanceSpotDecoder decoder = new BinanceSpotDecoder(ChronoUnit.MICROS);

    @Test
    void aTradeIsMappedFieldByField() {
        Trade expected = Trade.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setTradeId("12345")
                .setSequence(12345L)
                .setPrice(new BigDecimal("61837.63000000"))
                .setQuantity(new BigDecimal("0.02000000"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setSide(Side.SELL)
                .setKind("NORMAL")
                .setEventTime(Instant.parse("2024-08-09T00:00:00.000123Z"))
                .setPublishTime(Instant.parse("2024-08-09T00:00:00.000500Z"))
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
        assertThat(decode(TRADE)).isEqualTo(new Decoded.Mapped(expected));
    }

    @Test
    void aCombinedStreamsWrapperIsTakenOffInEitherOrder() {
        Decoded plain = decode(TRADE);
        assertThat(decode("{\"stream\":\"btcusdt@trade\",\"data\":" + TRADE + "}"))
                .isEqualTo(plain);
        assertThat(decode("{\"data\":" + TRADE + ",\"stream\":\"btcusdt@trade\"}"))
                .isEqualTo(plain);
    }

    @Test
    void theTakerSellsWhenTheBuyerIsTheMakerAndBuysOtherwise() {
        assertThat(trade(TRADE).getSide()).isEqualTo(Side.SELL);
        assertThat(trade(TRADE.replace("\"m\":true", "\"m\":false")).getSide()).isEqualTo(Side.BUY);
    }

    @Test
    void millisecondsAreReadOnAConnectionThatHasThem() {
        String frame = TRADE.replace("1723161600000500", "1723161600000").replace("1723161600000123", "1723161600000");
        Decoded decoded = new BinanceSpotDecoder(ChronoUnit.MILLIS).decode(bytes(frame), RECEIVED);
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Mapped.class,
                        mapped -> assertThat(mapped.trade().getEventTime()).isEqualTo("2024-08-09T00:00:00Z"));
        assertThat(decode(frame))
                .isInstanceOfSatisfying(
                        Decoded.Rejected.class,
                        rejected -> assertThat(rejected.cause()).contains("time unit"));
    }

    @Test
    void pricesAreExactToTheLastDigit() {
        assertThat(trade(TRADE.replace("61837.63000000", "0.000000000000000001"))
                        .getPrice())
                .isEqualTo(new BigDecimal("0.000000000000000001"));
        assertThat(trade(TRADE.replace("61837.63000000", "99999999999999999999.999999999999999999"))
                        .getPrice())
                .isEqualTo(new BigDecimal("99999999999999999999.999999999999999999"));
    }

    @Test
    void unknownFieldsAndTheOrderIdsOfOldAreTolerated() {
        String frame = TRADE.replace("\"m\":true", "\"b\":88,\"a\":50,\"new\":{\"p\":[1,{\"q\":2}]},\"m\":true");
        assertThat(decode(frame)).isEqualTo(decode(TRADE));
    }

    @Test
    void aSymbolMayBeWrittenInAnyScript() {
        assertThat(trade(TRADE.replace("BTCUSDT", "这是测试币456")).getSymbol()).isEqualTo("这是测试币456");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"result\":null,\"id\":1} | answer to a request",
                "{\"e\":\"serverShutdown\",\"E\":1723161600000500} | event serverShutdown",
                "{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"U\":1,\"u\":2,\"b\":[[\"1\",\"2\"]],\"a\":[]} |"
                        + " event depthUpdate",
                "{\"e\":\"aggTrade\",\"E\":1,\"s\":\"BTCUSDT\",\"a\":5,\"p\":\"x\"} | event aggTrade",
                "{\"e\":\"blockTrade\",\"E\":1,\"s\":\"BTCUSDT\",\"t\":1} | unknown event",
                "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"}}"
                        + " | stream without event type",
            })
    void whatIsNoTradeIsIgnoredWithAReason(String frame, String reason) {
        assertThat(decode(frame)).isEqualTo(new Decoded.Ignored(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"61837.63000000\" | \"0.00000000\" | expected 'p' above 0",
                "\"61837.63000000\" | \"-1\" | expected 'p' above 0",
                "\"61837.63000000\" | 61837.63 | expected text in 'p'",
                "\"61837.63000000\" | \"6.1e4\" | is not a decimal",
                "\"61837.63000000\" | \"1.1234567890123456789\" | more than 18 decimals",
                "\"61837.63000000\" | \"100000000000000000000\" | integer digits",
                "\"0.02000000\" | \"0.00000000\" | expected 'q' above 0",
                "\"0.02000000\" | null | expected text in 'q'",
                "\"p\":\"61837.63000000\", | `` | trade with 'p'",
                "\"s\":\"BTCUSDT\", | `` | trade with 's'",
                "\"t\":12345, | `` | trade with 't'",
                "\"m\":true | \"n\":true | trade with 'm'",
                "\"m\":true | \"m\":1 | true or false in 'm'",
                "\"t\":12345 | \"t\":\"12345\" | whole number of 0 or more in 't'",
                "\"t\":12345 | \"t\":-1 | whole number of 0 or more in 't'",
                "\"t\":12345 | \"t\":9223372036854775808 | not JSON as expected",
                "\"s\":\"BTCUSDT\" | \"s\":\"\" | text in 's'",
                "1723161600000123 | 1230767999999999 | from 2009",
                "1723161600000123 | 1723248000001003 | a day ahead",
                "1723161600000123 | 9223372036854775807 | a day ahead",
                "\"e\":\"trade\" | \"e\":5 | text in 'e'",
                "\"M\":true} | \"M\":true | not JSON",
                "\"M\":true} | \"M\":true}x | not JSON",
                "\"M\":true} | \"M\":true}{} | found more",
            })
    void aTradeThatCannotBeBelievedIsRejectedWithItsCause(String before, String after, String cause) {
        assertThat(TRADE).contains(before);
        assertThat(decode(TRADE.replace(before, after == null ? "" : after)))
                .isInstanceOfSatisfying(
                        Decoded.Rejected.class,
                        rejected -> assertThat(rejected.cause()).contains(cause));
    }

    @Test
    void aRefusalByTheVenueIsRejectedAndTold() {
        assertThat(decode("{\"code\":2,\"msg\":\"Invalid request\",\"id\":1}"))
                .isEqualTo(new Decoded.Rejected("the venue refused a request: code 2, msg Invalid request"));
    }

    @ParameterizedTest
    @CsvSource({"''", "'[]'", "'null'", "'1'", "'{'", "'\u0000'", "'trade'"})
    void whatIsNoJsonObjectIsRejected(String frame) {
        assertThat(decode(frame)).isInstanceOf(Decoded.Rejected.class);
    }

    @Test
    void anyMutationOfAFrameEndsMappedIgnoredOrRejected() {
        Random random = new Random(SEED);
        String combined = "{\"stream\":\"btcusdt@trade\",\"data\":" + TRADE + "}";
        int mapped = 0;
        int rejected = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = mutated(bytes(random.nextBoolean() ? TRADE : combined), random);
            String shown = new String(frame, StandardCharsets.ISO_8859_1);
            switch (decoder.decode(frame, RECEIVED)) {
                case Decoded.Mapped(Trade trade) -> {
                    mapped++;
                    assertThat(trade.getPrice().signum())
                            .as("seed %d: %s", SEED, shown)
                            .isPositive();
                    assertThat(trade.getQuantity().signum()).isPositive();
                    assertThat(trade.getTradeId()).isEqualTo(String.valueOf(trade.getSequence()));
                }
                case Decoded.Ignored(String reason) ->
                    assertThat(reason).as("seed %d: %s", SEED, shown).isNotBlank();
                case Decoded.Rejected(String cause) -> {
                    rejected++;
                    assertThat(cause)
                            .as("seed %d: %s", SEED, shown)
                            .isNotBlank()
                            .isNotEqualTo("null");
                }
            }
        }
        assertThat(mapped).isGreaterThan(1_000);
        assertThat(rejected).isGreaterThan(1_000);
    }

    @Test
    void theAddressNamesEveryStreamInLowerCaseAndAsksForMicroseconds() {
        assertThat(BinanceSpotStreams.trades("wss://stream.binance.com:9443/", List.of("BTCUSDT", "ETHUSDT")))
                .isEqualTo(
                        URI.create(
                                "wss://stream.binance.com:9443/stream?timeUnit=MICROSECOND&streams=btcusdt@trade/ethusdt@trade"));
        assertThat(BinanceSpotStreams.trades("ws://127.0.0.1:1", List.of("币456"))
                        .toASCIIString())
                .endsWith("streams=%E5%B8%81456@trade");
    }

    private static byte[] mutated(byte[] frame, Random random) {
        byte[] bent = frame.clone();
        int at = random.nextInt(bent.length);
        switch (random.nextInt(4)) {
            case 0 -> bent[at] = (byte) random.nextInt(256);
            case 1 -> bent[at] = (byte) "0123456789.\"{}[]:,eE-".charAt(random.nextInt(21));
            case 2 -> bent = java.util.Arrays.copyOf(bent, at);
            default -> {
                byte[] shorter = new byte[bent.length - 1];
                System.arraycopy(bent, 0, shorter, 0, at);
                System.arraycopy(bent, at + 1, shorter, at, bent.length - at - 1);
                bent = shorter;
            }
        }
        return bent;
    }

    private Trade trade(String frame) {
        return ((Decoded.Mapped) decode(frame)).trade();
    }

    private Decoded decode(String frame) {
        return decoder.decode(bytes(frame), RECEIVED);
    }

    private static byte[] bytes(String frame) {
        return frame.getBytes(StandardCharsets.UTF_8);
    }
}
