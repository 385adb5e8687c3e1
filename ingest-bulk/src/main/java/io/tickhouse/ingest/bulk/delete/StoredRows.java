package io.tickhouse.ingest.bulk.delete;

import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Dataset;
import io.tickhouse.ingest.bulk.archive.Period;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.PriceType;
import io.tickhouse.schemas.market.Interval;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A dataset's rows in ClickHouse that came from its history topic. Every failure comes as a {@link DeleteException}. */
record StoredRows(HttpClient http, String url, String user, String password) implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** What the trades that are left know of their days, as the table's feed says it of new ones. */
    private static final String TRADE_DAYS = """
            INSERT INTO market_store.trade_days (venue, symbol, day, ids, others, first_time, last_time, unnumbered)
            SELECT venue, symbol, toDate(event_time) AS day,
                groupBitmapStateIf(bitXor(reinterpretAsUInt64(assumeNotNull(sequence)), 9223372036854775808), isNotNull(sequence)),
                uniqExactStateIf(trade_id, isNull(sequence)), min(event_time), max(event_time), max(isNull(sequence))
            FROM market_store.trades
            WHERE venue = {venue:String} AND symbol = {symbol:String} AND\
             event_time >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND event_time < fromUnixTimestamp64Micro({to:Int64}, 'UTC')
            GROUP BY venue, symbol, day
            SETTINGS async_insert = 0""";

    static StoredRows of(ServiceConfig config) {
        return new StoredRows(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .build(),
                config.string(CommonConfig.CLICKHOUSE_URL),
                config.string(CommonConfig.CLICKHOUSE_USER),
                config.secret(CommonConfig.CLICKHOUSE_PASSWORD));
    }

    /** That ClickHouse answers and has the tables. */
    void verify() {
        ask("SELECT count() FROM market_store.trade_days WHERE NOT ignore(day) LIMIT 0", Map.of());
    }

    /** Rows of these days, each copy of a record counted. */
    long count(Dataset dataset, Period days) {
        return Long.parseLong(ask(
                "SELECT count() FROM market_store." + table(dataset) + " WHERE " + condition(dataset),
                parameters(dataset, days)));
    }

    /**
     * Deletes the rows of these days, and what was proved by files; returns when they are gone.
     *
     * @param files whose proofs go
     */
    void delete(Dataset dataset, Period days, List<BulkFile> files) {
        Map<String, String> parameters = parameters(dataset, days);
        for (BulkFile file : files) {
            ask(
                    "DELETE FROM market_store.coverage WHERE venue = {venue:String} AND symbol = {symbol:String}"
                            + " AND data_type = {series:String} AND startsWith(coverage_id, {proof:String})"
                            + " SETTINGS lightweight_deletes_sync = 2",
                    with(parameters, "proof", "archive-file:" + file.getVenue() + ':' + file.getFile() + ':'));
        }
        ask(
                "DELETE FROM market_store." + table(dataset) + " WHERE " + condition(dataset)
                        + " SETTINGS lightweight_deletes_sync = 2",
                parameters);
        if (dataset.series().type() == DataType.TRADES) {
            ask(
                    "DELETE FROM market_store.trade_days WHERE venue = {venue:String} AND symbol = {symbol:String} AND day"
                            + " BETWEEN toDate({first:String}) AND toDate({last:String}) SETTINGS lightweight_deletes_sync = 2",
                    parameters);
            ask(TRADE_DAYS, parameters);
        }
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(parameters);
        more.put(name, value);
        return more;
    }

    private static String table(Dataset dataset) {
        return dataset.series().type().topic().table().orElseThrow();
    }

    private static String time(DataType type) {
        return switch (type) {
            case TRADES, AGG_TRADES, METRICS -> "event_time";
            case KLINES, MARK_PRICE_KLINES, INDEX_PRICE_KLINES, PREMIUM_INDEX_KLINES -> "open_time";
            case FUNDING_RATE -> "funding_time";
        };
    }

    private static String condition(Dataset dataset) {
        String time = time(dataset.series().type());
        return "venue = {venue:String} AND symbol = {symbol:String} AND _topic = {topic:String} AND " + time
                + " >= fromUnixTimestamp64Micro({from:Int64}, 'UTC') AND " + time
                + " < fromUnixTimestamp64Micro({to:Int64}, 'UTC')"
                + (dataset.series().type().hasInterval()
                        ? " AND price_type = {price_type:String} AND interval = {interval:String}"
                        : "");
    }

    private static Map<String, String> parameters(Dataset dataset, Period days) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("venue", dataset.venue().name());
        parameters.put("symbol", dataset.symbol());
        parameters.put("series", dataset.series().label());
        parameters.put("topic", dataset.series().type().topic().name());
        parameters.put("first", days.first().toString());
        parameters.put("last", days.last().toString());
        parameters.put("from", Long.toString(Times.micros(days.start())));
        parameters.put("to", Long.toString(Times.micros(days.end())));
        parameters.put("price_type", priceType(dataset.series().type()).name());
        parameters.put(
                "interval", dataset.series().interval().map(Interval::label).orElse(""));
        return parameters;
    }

    private static PriceType priceType(DataType type) {
        return switch (type) {
            case MARK_PRICE_KLINES -> PriceType.MARK;
            case INDEX_PRICE_KLINES -> PriceType.INDEX;
            case PREMIUM_INDEX_KLINES -> PriceType.PREMIUM;
            case TRADES, AGG_TRADES, KLINES, FUNDING_RATE, METRICS -> PriceType.TRADE;
        };
    }

    private String ask(String sql, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> sql.contains('{' + parameter.getKey() + ':'))
                .map(parameter -> "param_" + parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "/?", ""));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + query))
                .header("X-ClickHouse-User", user)
                .header("X-ClickHouse-Key", password)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new DeleteException("ClickHouse refuses: " + answer.body().strip());
            }
            return answer.body().strip();
        } catch (IOException e) {
            throw new DeleteException("ClickHouse does not answer at " + url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeleteException("interrupted while ClickHouse was deleting", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
