package io.tickhouse.ingest.bulk.venue.bybit;

import io.tickhouse.ingest.bulk.decode.Column;
import io.tickhouse.ingest.bulk.decode.Fields;
import io.tickhouse.ingest.bulk.decode.RefusedRow;
import io.tickhouse.market.Side;

/** The taker's side as Bybit spells it: Buy and Sell of contracts, buy and sell in spot. */
final class BybitSides {
    private BybitSides() {}

    static Side taker(Fields row, Column side) throws RefusedRow {
        if (row.is(side, "buy")) {
            return Side.BUY;
        }
        if (row.is(side, "sell")) {
            return Side.SELL;
        }
        throw row.refused(side, "Buy or Sell");
    }
}
