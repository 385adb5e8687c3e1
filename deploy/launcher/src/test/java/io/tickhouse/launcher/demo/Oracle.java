package io.tickhouse.launcher.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/** Computes 1-minute candles straight from an archive's CSV files, by code that shares nothing with the pipeline. */
final class Oracle {
    private static final long MINUTE_MS = 60_000;
    private static final long NO_MILLISECONDS_REACH = 100_000_000_000_000L;

    private Oracle() {}

    /** Candle rows as the export has them, with empty quote volume for contracts. */
    static List<String> candles(Path archive, String symbol, boolean contracts) throws IOException {
        Map<Long, List<String[]>> minutes = new TreeMap<>();
        for (String line : lines(archive, symbol)) {
            String[] row = line.split(",");
            if (Character.isDigit(row[0].charAt(0))) {
                long time = Long.parseLong(row[4]);
                long millis = time > NO_MILLISECONDS_REACH ? time / 1_000 : time;
                minutes.computeIfAbsent(millis / MINUTE_MS * MINUTE_MS, minute -> new ArrayList<>())
                        .add(row);
            }
        }
        List<String> candles = new ArrayList<>();
        minutes.forEach((minute, trades) -> candles.add(candle(minute, trades, contracts)));
        return candles;
    }

    /** Rows in the files, headers left out. */
    static long rows(Path archive, String symbol) throws IOException {
        return lines(archive, symbol).stream()
                .filter(line -> Character.isDigit(line.charAt(0)))
                .count();
    }

    private static String candle(long minute, List<String[]> trades, boolean contracts) {
        BigDecimal high = price(trades.getFirst());
        BigDecimal low = high;
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal quote = BigDecimal.ZERO;
        BigDecimal bought = BigDecimal.ZERO;
        for (String[] trade : trades) {
            BigDecimal quantity = new BigDecimal(trade[2]);
            high = high.max(price(trade));
            low = low.min(price(trade));
            volume = volume.add(quantity);
            quote = quote.add(price(trade).multiply(quantity));
            bought = trade[5].equalsIgnoreCase("false") ? bought.add(quantity) : bought;
        }
        return String.join(
                ",",
                Long.toString(minute),
                trades.getFirst()[1],
                high.toPlainString(),
                low.toPlainString(),
                trades.getLast()[1],
                volume.toPlainString(),
                contracts ? "" : quote.toPlainString(),
                Integer.toString(trades.size()),
                bought.toPlainString(),
                trades.getFirst()[0],
                trades.getLast()[0]);
    }

    private static BigDecimal price(String[] trade) {
        return new BigDecimal(trade[1]);
    }

    private static List<String> lines(Path archive, String symbol) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(archive)) {
            files.filter(file -> file.getFileName().toString().matches(symbol + "-trades-.*\\.zip"))
                    .sorted()
                    .forEach(zip -> lines.addAll(entry(zip)));
        }
        return lines;
    }

    private static List<String> entry(Path zip) {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            in.getNextEntry();
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
