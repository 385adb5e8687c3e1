package io.tickhouse.ingest.bulk.decode;

/**
 * Which column of a trades file is what, counted from 0.
 *
 * @param count how many columns a row has
 * @param quoteQuantity {@link #NONE} where the file has none
 * @param isBestMatch {@link #NONE} where the file has none; only checked
 */
public record TradeColumns(
        int count, int id, int price, int quantity, int quoteQuantity, int time, int isBuyerMaker, int isBestMatch) {
    /** The file has no such column. */
    public static final int NONE = -1;
}
