package io.tickhouse.streams.candles;

import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded trades, and the ways in which they may reach us. */
public final class RandomMarket {
    private static final Instant START = Instant.parse("2024-02-27T22:58:31.417Z");

    private final Random random;

    public RandomMarket(long seed) {
        this.random = new Random(seed);
    }

    /** Trades of one instrument with contiguous ids, times never falling, pauses from none to days. */
    public List<Trade> trades(String venue, String symbol, QuantityUnit unit, int count) {
        List<Trade> trades = new ArrayList<>();
        Instant time = START;
        long id = 1L + random.nextInt(1_000_000);
        for (int i = 0; i < count; i++) {
            time = time.plus(pause(), ChronoUnit.MICROS);
            trades.add(trade(venue, symbol, unit, id + i, time));
        }
        return trades;
    }

    /** As {@link #trades}, in bursts that are spread over a number of days. */
    public List<Trade> trades(String venue, String symbol, QuantityUnit unit, int count, int days) {
        List<Trade> trades = new ArrayList<>();
        Instant time = START;
        long id = 1L + random.nextInt(1_000_000);
        // seven in ten trades come after a pause of twice the mean at most
        long longest = 2L * days * 86_400_000_000L / count * 10 / 7;
        for (int i = 0; i < count; i++) {
            time = time.plus(random.nextInt(10) < 3 ? 0 : random.nextLong(longest), ChronoUnit.MICROS);
            trades.add(trade(venue, symbol, unit, id + i, time));
        }
        return trades;
    }

    private long pause() {
        int kind = random.nextInt(1_000);
        if (kind < 300) {
            return 0;
        } else if (kind < 950) {
            return random.nextInt(2_000_000);
        } else if (kind < 998) {
            return random.nextInt(200_000_000);
        }
        return (long) (random.nextDouble() * 30 * 3_600 * 1_000_000L);
    }

    private Trade trade(String venue, String symbol, QuantityUnit unit, long id, Instant time) {
        Trade trade = new Trade();
        trade.setVenue(venue);
        trade.setSymbol(symbol);
        trade.setTradeId(Long.toString(id));
        trade.setSequence(id);
        trade.setPrice(decimal(40));
        trade.setQuantity(decimal(48));
        trade.setQuantityUnit(unit);
        trade.setSide(Side.values()[random.nextInt(3)]);
        int kind = random.nextInt(50);
        trade.setKind(kind == 0 ? "INSURANCE_FUND" : kind == 1 ? "LIQUIDATION" : "NORMAL");
        trade.setEventTime(time);
        trade.setSource(random.nextInt(400) == 0 ? Source.SIMULATED : random.nextBoolean() ? Source.LIVE : Source.BULK);
        return trade;
    }

    private BigDecimal decimal(int bits) {
        return new BigDecimal(new BigInteger(bits, random).add(BigInteger.ONE), 8 + random.nextInt(11)).setScale(18);
    }

    /** The trades with some doubled, some out of order, some ranges missing for good and others repaired much later. */
    public List<Trade> delivered(List<Trade> trades) {
        List<Trade> arriving = new ArrayList<>();
        List<Trade> repairs = new ArrayList<>();
        for (int i = 0; i < trades.size(); i++) {
            int fate = random.nextInt(300);
            int length = Math.min(trades.size(), i + 1 + random.nextInt(30));
            if (fate == 0) {
                repairs.addAll(trades.subList(i, length));
                i = length - 1;
            } else if (fate == 1) {
                i = length - 1;
            } else {
                arriving.add(trades.get(i));
                if (fate < 20) {
                    arriving.add(trades.get(Math.max(0, i - random.nextInt(60))));
                }
            }
            if (!repairs.isEmpty() && random.nextInt(400) == 0) {
                arriving.addAll(random.nextBoolean() ? repairs : repairs.reversed());
                repairs = new ArrayList<>();
            }
        }
        arriving.addAll(repairs);
        for (int i = 0; i + 6 < arriving.size(); i += 1 + random.nextInt(40)) {
            arriving.add(i + random.nextInt(6), arriving.remove(i));
        }
        return arriving;
    }
}
