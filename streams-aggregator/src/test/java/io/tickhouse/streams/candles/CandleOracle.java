package io.tickhouse.streams.candles;

import io.tickhouse.market.Candle;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Final candles of a set of trades, computed plainly: group, sort, add. Shares no code with what it judges. */
public final class CandleOracle {
    private static final Comparator<Trade> ORDER =
            Comparator.comparing(Trade::getEventTime).thenComparing(Trade::getSequence);

    private CandleOracle() {}

    /** Candles by {@code interval@open_time}, of trades of one instrument in any order and number. */
    public static Map<String, Candle> candles(Collection<Trade> delivered, List<Interval> intervals) {
        Map<Long, Trade> once = new TreeMap<>();
        delivered.forEach(trade -> once.put(trade.getSequence(), trade));
        Map<String, Candle> candles = new HashMap<>();
        for (Interval interval : intervals) {
            Map<Instant, List<Trade>> groups = new TreeMap<>();
            for (Trade trade : once.values()) {
                if (trade.getKind().equals("NORMAL") || trade.getKind().equals("LIQUIDATION")) {
                    groups.computeIfAbsent(open(interval.label(), trade.getEventTime()), open -> new ArrayList<>())
                            .add(trade);
                }
            }
            groups.forEach((open, trades) ->
                    candles.put(interval.label() + "@" + open, candle(interval.label(), open, trades, once)));
        }
        return candles;
    }

    private static Candle candle(String interval, Instant open, List<Trade> trades, Map<Long, Trade> all) {
        trades.sort(ORDER);
        Trade first = trades.getFirst();
        Trade last = trades.getLast();
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal quote = BigDecimal.ZERO;
        BigDecimal buy = BigDecimal.ZERO;
        BigDecimal sell = BigDecimal.ZERO;
        for (Trade trade : trades) {
            volume = volume.add(trade.getQuantity());
            quote = quote.add(trade.getPrice().multiply(trade.getQuantity()));
            buy = trade.getSide() == Side.BUY ? buy.add(trade.getQuantity()) : buy;
            sell = trade.getSide() == Side.SELL ? sell.add(trade.getQuantity()) : sell;
        }
        boolean base = first.getQuantityUnit() == QuantityUnit.BASE;
        boolean simulated = trades.stream().anyMatch(trade -> trade.getSource() == Source.SIMULATED);
        Instant close = close(interval, open);
        Candle candle = new Candle();
        candle.setVenue(first.getVenue());
        candle.setSymbol(first.getSymbol());
        candle.setInterval(interval);
        candle.setOpenTime(open);
        candle.setCloseTime(close);
        candle.setOpen(first.getPrice());
        candle.setHigh(trades.stream()
                .map(Trade::getPrice)
                .max(Comparator.naturalOrder())
                .orElseThrow());
        candle.setLow(trades.stream()
                .map(Trade::getPrice)
                .min(Comparator.naturalOrder())
                .orElseThrow());
        candle.setClose(last.getPrice());
        candle.setVolume(scaled(volume));
        candle.setQuantityUnit(first.getQuantityUnit());
        candle.setQuoteVolume(base ? scaled(quote) : null);
        candle.setTakerBuyVolume(scaled(buy));
        candle.setTakerSellVolume(scaled(sell));
        candle.setVwap(base ? quote.divide(volume, 18, RoundingMode.DOWN) : null);
        candle.setTradeCount(trades.size());
        candle.setFirstTradeId(first.getTradeId());
        candle.setLastTradeId(last.getTradeId());
        candle.setClosed(true);
        candle.setComplete(complete(open, close, trades, all));
        candle.setRevision(0);
        candle.setUpdateTime(Instant.EPOCH);
        candle.setSource(simulated ? Source.SIMULATED : last.getSource());
        return candle;
    }

    private static boolean complete(Instant open, Instant close, List<Trade> trades, Map<Long, Trade> all) {
        long lowest = trades.stream().mapToLong(Trade::getSequence).min().orElseThrow();
        long highest = trades.stream().mapToLong(Trade::getSequence).max().orElseThrow();
        for (long id = lowest; id <= highest; id++) {
            if (!all.containsKey(id)) {
                return false;
            }
        }
        return reaches(all, lowest, -1, time -> time.isBefore(open))
                && reaches(all, highest, 1, time -> !time.isBefore(close));
    }

    private static boolean reaches(
            Map<Long, Trade> all, long from, int step, java.util.function.Predicate<Instant> there) {
        long id = from;
        for (@Nullable Trade trade = all.get(id); trade != null; trade = all.get(id)) {
            if (there.test(trade.getEventTime())) {
                return true;
            }
            id += step;
        }
        return false;
    }

    private static BigDecimal scaled(BigDecimal value) {
        return value.setScale(18, RoundingMode.DOWN);
    }

    private static Instant open(String interval, Instant time) {
        LocalDate day = time.atOffset(ZoneOffset.UTC).toLocalDate();
        return switch (interval) {
            case "1M" -> midnight(day.withDayOfMonth(1));
            case "1w" -> midnight(day.minusDays(day.getDayOfWeek().getValue() - 1));
            case "3d" -> midnight(LocalDate.ofEpochDay(day.toEpochDay() / 3 * 3));
            case "1d" -> midnight(day);
            default -> {
                long length = seconds(interval);
                yield Instant.ofEpochSecond(time.getEpochSecond() / length * length);
            }
        };
    }

    private static Instant close(String interval, Instant open) {
        LocalDate day = open.atOffset(ZoneOffset.UTC).toLocalDate();
        return switch (interval) {
            case "1M" -> midnight(day.plusMonths(1));
            case "1w" -> midnight(day.plusWeeks(1));
            case "3d" -> midnight(day.plusDays(3));
            case "1d" -> midnight(day.plusDays(1));
            default -> open.plusSeconds(seconds(interval));
        };
    }

    private static long seconds(String interval) {
        long number = Long.parseLong(interval.substring(0, interval.length() - 1));
        return switch (interval.charAt(interval.length() - 1)) {
            case 's' -> number;
            case 'm' -> number * 60;
            case 'h' -> number * 3_600;
            default -> throw new IllegalArgumentException(interval);
        };
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
