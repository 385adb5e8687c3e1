package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.query.ClickHouse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The 1-minute candles of an instrument as ClickHouse has them. */
final class Candles {
    /** Header of the exported CSV; empty field for what does not apply. */
    static final String HEADER =
            "open_time_ms,open,high,low,close,volume,quote_volume,trade_count,taker_buy_volume,first_trade_id,last_trade_id";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final String NULL = "\\N";

    private final List<List<String>> rows;

    private Candles(List<List<String>> rows) {
        this.rows = rows;
    }

    static Candles read(ClickHouse clickHouse, Instrument instrument) {
        return new Candles(clickHouse.rows("SELECT toUnixTimestamp64Milli(open_time), open, high, low, close, volume,"
                + " quote_volume, trade_count, taker_buy_volume, first_trade_id, last_trade_id, complete"
                + " FROM market.candles WHERE " + instrument.condition() + " AND interval = '1m' ORDER BY open_time"));
    }

    int size() {
        return rows.size();
    }

    long complete() {
        return rows.stream().filter(row -> row.get(11).equals("true")).count();
    }

    /** Opening and closing prices, highs and lows, in the order of time. */
    List<CandleChart.Bar> bars() {
        return rows.stream()
                .map(row -> new CandleChart.Bar(
                        new BigDecimal(row.get(1)),
                        new BigDecimal(row.get(2)),
                        new BigDecimal(row.get(3)),
                        new BigDecimal(row.get(4))))
                .toList();
    }

    /** The last candles as a table. */
    List<String> lastLines(int most) {
        String layout = "  %-16s %14s %14s %14s %14s %18s %8s  %s";
        List<String> lines = new java.util.ArrayList<>();
        lines.add(String.format(
                layout, "open time (UTC)", "open", "high", "low", "close", "volume", "trades", "complete"));
        for (List<String> row : rows.subList(Math.max(0, rows.size() - most), rows.size())) {
            lines.add(String.format(
                    layout,
                    MINUTE.format(Instant.ofEpochMilli(Long.parseLong(row.get(0)))),
                    row.get(1),
                    row.get(2),
                    row.get(3),
                    row.get(4),
                    row.get(5),
                    row.get(7),
                    row.get(11).equals("true") ? "yes" : "no"));
        }
        return lines;
    }

    /** Writes them as CSV, oldest first. */
    void export(Path file) throws IOException {
        List<String> lines = new java.util.ArrayList<>(List.of(HEADER));
        for (List<String> row : rows) {
            lines.add(String.join(",", row.subList(0, 11)).replace(NULL, ""));
        }
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.write(file, lines);
    }
}
