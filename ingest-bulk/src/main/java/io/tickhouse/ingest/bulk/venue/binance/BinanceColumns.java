package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.ArchiveException.UnknownLayout;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.decode.Columns;
import io.tickhouse.ingest.bulk.decode.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that files have, in the order of files without a header. Spot has never had one; futures have it in newer
 * files and re-publications, each type since another day. Source: binance-public-data README and its issues.
 */
final class BinanceColumns {
    /** Spot alone says it; whether it was the best price is checked and not kept. */
    static final String IS_BEST_MATCH = "is_best_match";

    private static final List<String> AGG_TRADES = List.of(
            "agg_trade_id", "price", "quantity", "first_trade_id", "last_trade_id", "transact_time", "is_buyer_maker");
    private static final List<String> KLINES = List.of(
            "open_time",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "close_time",
            "quote_volume",
            "count",
            "taker_buy_volume",
            "taker_buy_quote_volume",
            "ignore");
    private static final List<String> FUNDING_RATES =
            List.of("calc_time", "funding_interval_hours", "last_funding_rate");
    private static final List<String> METRICS = List.of(
            "create_time",
            "symbol",
            "sum_open_interest",
            "sum_open_interest_value",
            "count_toptrader_long_short_ratio",
            "sum_toptrader_long_short_ratio",
            "count_long_short_ratio",
            "sum_taker_long_short_vol_ratio");

    private BinanceColumns() {}

    /**
     * The columns of a file, by its first line.
     *
     * @throws UnknownLayout showing the line, if they are of no layout known for that file
     */
    static Columns of(BinanceMarket market, ArchiveFile file, Fields firstLine) throws UnknownLayout {
        List<String> known = switch (file.dataset().series().type()) {
            case TRADES -> withBestMatch(market, trades(market));
            case AGG_TRADES -> withBestMatch(market, AGG_TRADES);
            case KLINES, MARK_PRICE_KLINES, INDEX_PRICE_KLINES, PREMIUM_INDEX_KLINES -> KLINES;
            case FUNDING_RATE -> FUNDING_RATES;
            case METRICS -> METRICS;
        };
        return Columns.of(file, firstLine, known);
    }

    private static List<String> trades(BinanceMarket market) {
        // COIN-M says what the contracts are worth in base currency: another thing, which is not kept
        String worth = market == BinanceMarket.CM ? "base_qty" : "quote_qty";
        return List.of("id", "price", "qty", worth, "time", "is_buyer_maker");
    }

    private static List<String> withBestMatch(BinanceMarket market, List<String> columns) {
        if (market != BinanceMarket.SPOT) {
            return columns;
        }
        List<String> all = new ArrayList<>(columns);
        all.add(IS_BEST_MATCH);
        return all;
    }
}
