package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.Market;

/**
 * A section of Bybit's public archive. Source: the folders at public.bybit.com.
 *
 * @see BybitCsv
 */
public enum BybitProduct {
    /** Perpetuals in a stable coin; by day alone. */
    LINEAR("trading", "", Market.UM),
    /** By day and by month. */
    SPOT("spot", "_", Market.SPOT);

    private final String folder;
    private final String beforeDay;
    private final Market grid;

    BybitProduct(String folder, String beforeDay, Market grid) {
        this.folder = folder;
        this.beforeDay = beforeDay;
        this.grid = grid;
    }

    /** Whose price and quantity steps the simulated symbols have. */
    public Market grid() {
        return grid;
    }

    public boolean isMonthly() {
        return this == SPOT;
    }

    /** {@code trading/BTCUSDT/BTCUSDT2026-01-01.csv.gz}, {@code spot/BTCUSDT/BTCUSDT_2026-01-01.csv.gz}. */
    public String path(String symbol, Period period) {
        String separator = period instanceof Period.Month ? "-" : beforeDay;
        return folder + "/" + symbol + "/" + symbol + separator + period + ".csv.gz";
    }
}
