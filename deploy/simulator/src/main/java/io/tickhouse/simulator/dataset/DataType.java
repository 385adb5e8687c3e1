package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.Market;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A kind of file in Binance's bulk archive. Source: binance-public-data README and published files. */
public enum DataType {
    TRADES("trades", Since.AGG_TRADES_HEADER),
    AGG_TRADES("aggTrades", Since.AGG_TRADES_HEADER),
    KLINES("klines", Since.KLINES_HEADER),
    MARK_PRICE_KLINES("markPriceKlines", Since.KLINES_HEADER),
    INDEX_PRICE_KLINES("indexPriceKlines", Since.KLINES_HEADER),
    PREMIUM_INDEX_KLINES("premiumIndexKlines", Since.KLINES_HEADER),
    /** Published by month only. */
    FUNDING_RATE("fundingRate", LocalDate.MIN),
    /** Open interest and ratios every five minutes; published by day only. */
    METRICS("metrics", LocalDate.MIN);

    private static final String KLINES_HEADER =
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,"
                    + "ignore";

    private final String label;
    private final LocalDate headerSince;

    /** A holder, since an enum's constants cannot use its own constants. */
    private static final class Since {
        private static final LocalDate KLINES_HEADER = LocalDate.of(2022, 5, 1);
        /** Of trades it is known only that 2020-08 has none and 2024-08 has one: taken as that of aggTrades. */
        private static final LocalDate AGG_TRADES_HEADER = LocalDate.of(2022, 8, 11);
    }

    DataType(String label, LocalDate headerSince) {
        this.label = label;
        this.headerSince = headerSince;
    }

    /** The folder, and the part of file names: {@code aggTrades}. */
    public String label() {
        return label;
    }

    /** Whether files are for an interval: {@code klines:1m}. */
    public boolean isKlines() {
        return switch (this) {
            case KLINES, MARK_PRICE_KLINES, INDEX_PRICE_KLINES, PREMIUM_INDEX_KLINES -> true;
            default -> false;
        };
    }

    /** Spot has no reference prices, no funding and no open interest. */
    public boolean isOn(Market market) {
        return switch (this) {
            case TRADES, AGG_TRADES, KLINES -> true;
            default -> market != Market.SPOT;
        };
    }

    /**
     * The first line of a file, without line end; empty on spot, where there never is one, and in futures files from
     * before the venue began to write it.
     */
    public String header(Market market, Period period) {
        if (market == Market.SPOT || period.last().isBefore(headerSince)) {
            return "";
        }
        return switch (this) {
            case TRADES -> market.header();
            case AGG_TRADES -> "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";
            case KLINES, MARK_PRICE_KLINES, INDEX_PRICE_KLINES, PREMIUM_INDEX_KLINES -> KLINES_HEADER;
            case FUNDING_RATE -> "calc_time,funding_interval_hours,last_funding_rate";
            case METRICS ->
                "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,"
                        + "sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio";
        };
    }

    static DataType of(String label) {
        return Arrays.stream(values())
                .filter(type -> type.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a data type of "
                        + Arrays.stream(values()).map(DataType::label).collect(Collectors.joining(", ")) + ", found '"
                        + label + "'"));
    }
}
