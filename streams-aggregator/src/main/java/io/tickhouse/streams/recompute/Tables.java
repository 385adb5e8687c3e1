package io.tickhouse.streams.recompute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.streams.coverage.SpanProofs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One instrument's rows in ClickHouse. Every failure comes as a {@link RecomputeException}. Times are microseconds since
 * 1970-01-01T00:00:00Z.
 */
final class Tables implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String THE_INSTRUMENT = " WHERE venue = {venue:String} AND symbol = {symbol:String}";
    private static final String TRADES =
            "SELECT trade_id, sequence, toString(price), toString(quantity), quantity_unit,"
                    + " side, kind, toUnixTimestamp64Micro(event_time), source, _topic FROM market_store.trades FINAL"
                    + THE_INSTRUMENT;
    private static final String CANDLES =
            "SELECT toUnixTimestamp64Micro(open_time), _topic, revision, complete, trade_count,"
                    + " toString(open), toString(high), toString(low), toString(close), toString(volume), toString(quote_volume),"
                    + " toString(taker_buy_volume), toString(taker_sell_volume) FROM market_store.candles FINAL"
                    + THE_INSTRUMENT + " AND interval = {interval:String}" + within("open_time");
    private static final String COVERAGE = "SELECT toUnixTimestamp64Micro(from_time), toUnixTimestamp64Micro(to_time),"
            + " first_sequence, last_sequence FROM market_store.coverage FINAL" + THE_INSTRUMENT
            + " AND data_type = 'trades' AND to_time >= fromUnixTimestamp64Micro({from:Int64}, 'UTC')"
            + " AND from_time < fromUnixTimestamp64Micro({to:Int64}, 'UTC')";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final ServiceConfig config;
    private final String venue;
    private final String symbol;

    Tables(ServiceConfig config, String venue, String symbol) {
        this.config = config;
        this.venue = venue;
        this.symbol = symbol;
    }

    private static String within(String column) {
        return " AND " + column + " >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND " + column
                + " < fromUnixTimestamp64Micro({to:Int64}, 'UTC')";
    }

    /** The trades of a stretch, its end excluded, in order of event time; each with the topic it came by. */
    void trades(long from, long to, BiConsumer<Trade, String> taker) {
        ask(
                TRADES + within("event_time") + " ORDER BY event_time, sequence, trade_id",
                Map.of("from", Long.toString(from), "to", Long.toString(to)),
                row -> taker.accept(trade(row), row.get(9).asText()));
    }

    /** The last trade before a moment, if there is one. */
    void lastBefore(long time, Consumer<Trade> taker) {
        neighbour("<", time, "DESC", taker);
    }

    /** The first trade at a moment or after it, if there is one. */
    void firstFrom(long time, Consumer<Trade> taker) {
        neighbour(">=", time, "ASC", taker);
    }

    private void neighbour(String comparison, long time, String order, Consumer<Trade> taker) {
        ask(
                TRADES + " AND event_time " + comparison
                        + " fromUnixTimestamp64Micro({from:Int64}, 'UTC') ORDER BY event_time " + order + ", sequence "
                        + order + ", trade_id " + order + " LIMIT 1",
                Map.of("from", Long.toString(time)),
                row -> taker.accept(trade(row)));
    }

    /** The kept candles of an interval that open in a stretch, its end excluded, by their opening. */
    Map<Long, StoredCandle> candles(String interval, long from, long to) {
        Map<Long, StoredCandle> candles = new HashMap<>();
        ask(CANDLES, Map.of("interval", interval, "from", Long.toString(from), "to", Long.toString(to)), row -> {
            List<@Nullable BigDecimal> numbers = new ArrayList<>();
            for (int i = 5; i < row.size(); i++) {
                numbers.add(
                        row.get(i).isNull() ? null : new BigDecimal(row.get(i).asText()));
            }
            candles.put(
                    row.get(0).asLong(),
                    new StoredCandle(
                            row.get(1).asText(),
                            row.get(2).asInt(),
                            row.get(3).asBoolean(),
                            row.get(4).asLong(),
                            numbers));
        });
        return candles;
    }

    /** What proves that a stretch is complete. */
    void proofs(long from, long to, Consumer<SpanProofs.Proof> taker) {
        ask(
                COVERAGE,
                Map.of("from", Long.toString(from), "to", Long.toString(to)),
                row -> taker.accept(new SpanProofs.Proof(
                        row.get(0).asLong(),
                        row.get(1).asLong(),
                        row.get(2).isNull() ? null : row.get(2).asLong(),
                        row.get(3).isNull() ? null : row.get(3).asLong())));
    }

    private Trade trade(JsonNode row) {
        return Trade.newBuilder()
                .setVenue(venue)
                .setSymbol(symbol)
                .setTradeId(row.get(0).asText())
                .setSequence(row.get(1).isNull() ? null : row.get(1).asLong())
                .setPrice(new BigDecimal(row.get(2).asText()).setScale(Decimals.SCALE))
                .setQuantity(new BigDecimal(row.get(3).asText()).setScale(Decimals.SCALE))
                .setQuantityUnit(QuantityUnit.valueOf(row.get(4).asText()))
                .setSide(Side.valueOf(row.get(5).asText()))
                .setKind(row.get(6).asText())
                .setEventTime(Times.instant(row.get(7).asLong()))
                .setSource(Source.valueOf(row.get(8).asText()))
                .build();
    }

    private void ask(String sql, Map<String, String> given, Consumer<JsonNode> rows) {
        Map<String, String> parameters = new LinkedHashMap<>(given);
        parameters.put("venue", venue);
        parameters.put("symbol", symbol);
        String query = parameters.entrySet().stream()
                .map(parameter -> "param_" + parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining(
                        "&",
                        "/?default_format=JSONCompactEachRow&output_format_json_quote_64bit_integers=0&wait_end_of_query=1&",
                        ""));
        String url = config.string(CommonConfig.CLICKHOUSE_URL).replaceFirst("/+$", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + query))
                .header("X-ClickHouse-User", config.string(CommonConfig.CLICKHOUSE_USER))
                .header("X-ClickHouse-Key", config.secret(CommonConfig.CLICKHOUSE_PASSWORD))
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new RecomputeException(
                            "ClickHouse refuses: " + new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
                }
                new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))
                        .lines()
                        .forEach(line -> rows.accept(row(line)));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new RecomputeException("ClickHouse does not answer at " + url + ", or broke off: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecomputeException("interrupted while ClickHouse was answering", e);
        }
    }

    private JsonNode row(String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new RecomputeException("expected a row in JSON from ClickHouse, found: " + line, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
