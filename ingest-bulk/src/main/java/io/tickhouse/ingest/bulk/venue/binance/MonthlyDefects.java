package io.tickhouse.ingest.bulk.venue.binance;

import io.tickhouse.ingest.bulk.archive.DataType;
import io.tickhouse.ingest.bulk.archive.Series;
import java.time.YearMonth;
import java.util.List;

/** Files of a month that are known to be worse than the files of its days, which say what they should. */
final class MonthlyDefects {
    private static final List<Defect> ALL = List.of(
            // rows that disagree with the daily files and the API, around 2020-12-21, 2021-01-21, 2021-04-22 and
            // 2021-09-29:
            // binance-public-data issue 475, open
            new Defect(BinanceMarket.SPOT, DataType.KLINES, YearMonth.of(2020, 12)),
            new Defect(BinanceMarket.SPOT, DataType.KLINES, YearMonth.of(2021, 1)),
            new Defect(BinanceMarket.SPOT, DataType.KLINES, YearMonth.of(2021, 4)),
            new Defect(BinanceMarket.SPOT, DataType.KLINES, YearMonth.of(2021, 9)),
            // six days are missing, of ETHUSDT and many others: binance-public-data issue 161
            new Defect(BinanceMarket.UM, DataType.AGG_TRADES, YearMonth.of(2022, 6)),
            // 2023-04-07 is missing: binance-public-data issue 253, open
            new Defect(BinanceMarket.UM, DataType.KLINES, YearMonth.of(2023, 4)));

    private MonthlyDefects() {}

    private record Defect(BinanceMarket market, DataType type, YearMonth month) {}

    static boolean known(BinanceMarket market, Series series, YearMonth month) {
        return ALL.contains(new Defect(market, series.type(), month));
    }
}
