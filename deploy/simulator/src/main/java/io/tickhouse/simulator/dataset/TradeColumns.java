package io.tickhouse.simulator.dataset;

import io.tickhouse.simulator.market.Instrument;
import io.tickhouse.simulator.market.Market;
import java.nio.charset.StandardCharsets;

/** The columns that trades, aggregate trades and klines of a market print alike. */
final class TradeColumns {
    private static final int SPOT_DECIMALS = 8;
    private static final byte[] SPOT_TRUE = ",True,True".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPOT_FALSE = ",False,True".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = ",true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = ",false".getBytes(StandardCharsets.US_ASCII);

    private final CsvBuffer csv;
    private final int priceScale;
    private final int priceDecimals;
    private final int quantityScale;
    private final int quantityDecimals;
    private final byte[] whenTrue;
    private final byte[] whenFalse;

    TradeColumns(Instrument instrument, CsvBuffer csv) {
        boolean spot = instrument.market() == Market.SPOT;
        this.csv = csv;
        this.priceScale = instrument.priceScale();
        this.priceDecimals = spot ? SPOT_DECIMALS : priceScale;
        this.quantityScale = instrument.quantityScale();
        this.quantityDecimals = spot ? SPOT_DECIMALS : quantityScale;
        // spot's last column is isBestMatch: true in every published file
        this.whenTrue = spot ? SPOT_TRUE : TRUE;
        this.whenFalse = spot ? SPOT_FALSE : FALSE;
    }

    void price(long mantissa) {
        csv.fixed(mantissa, priceScale, priceDecimals).comma();
    }

    void quantity(long mantissa) {
        csv.fixed(mantissa, quantityScale, quantityDecimals).comma();
    }

    /** The row's end, with its leading comma. */
    void buyerMaker(boolean buyerMaker) {
        csv.text(buyerMaker ? whenTrue : whenFalse);
    }
}
