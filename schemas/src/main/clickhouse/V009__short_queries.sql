-- Most of a short query is its planning. The newest candles are found in blocks of 8,192 rows: in those of 65,409, as they are by
-- default, most of what was read for the last 200 was of no use. What is known of each day is one select of
-- stored values and not two, the second of which worked them out.

CREATE OR REPLACE VIEW market.candles
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `interval` LowCardinality(String) COMMENT 'Length as the contract spells it: 1s, 1m, 3m … 1d, 3d, 1w, 1M.',
    `open_time` DateTime64(6, 'UTC') COMMENT 'Start of the interval, inclusive: UTC, to the microsecond.',
    `close_time` DateTime64(6, 'UTC') COMMENT 'End of the interval, exclusive: UTC, to the microsecond.',
    `open` Decimal(76, 18) COMMENT 'Price of the first trade in the quote currency. Exact decimal, 18 digits after the point.',
    `high` Decimal(76, 18) COMMENT 'Highest price in the quote currency. Exact decimal, 18 digits after the point.',
    `low` Decimal(76, 18) COMMENT 'Lowest price in the quote currency. Exact decimal, 18 digits after the point.',
    `close` Decimal(76, 18) COMMENT 'Price of the last trade in the quote currency. Exact decimal, 18 digits after the point.',
    `volume` Decimal(76, 18) COMMENT 'Sum of quantities in quantity_unit. Exact decimal, 18 digits after the point.',
    `quantity_unit` LowCardinality(String) COMMENT 'What volume counts: the base asset, the quote asset or contracts.',
    `quote_volume` Nullable(Decimal(76, 18)) COMMENT 'Sum of price × quantity in the quote currency. Exact decimal; digits beyond the 18th after the point are cut. Null for contracts whose size in the quote currency is not known.',
    `taker_buy_volume` Decimal(76, 18) COMMENT 'Part of volume in which the taker bought, in quantity_unit. Exact decimal, 18 digits after the point.',
    `taker_sell_volume` Decimal(76, 18) COMMENT 'Part of volume in which the taker sold, in quantity_unit. Exact decimal, 18 digits after the point.',
    `vwap` Nullable(Decimal(76, 18)) COMMENT 'quote_volume / volume in the quote currency, cut at 18 digits after the point; null where quote_volume is null.',
    `trade_count` Int64 COMMENT 'Number of trades.',
    `first_trade_id` String COMMENT 'Id of the first trade. No unit.',
    `last_trade_id` String COMMENT 'Id of the last trade. No unit.',
    `closed` Bool COMMENT 'True when the interval has ended and no trade is expected. No unit.',
    `complete` Bool COMMENT 'True only on positive proof that every trade of the interval was seen. No unit.',
    `revision` Int32 COMMENT 'Emissions after the first final one; 0 for that one. No unit.',
    `update_time` DateTime64(6, 'UTC') COMMENT 'When this state was emitted, by our clock: UTC, to the microsecond.',
    `source` LowCardinality(String) COMMENT 'SIMULATED when any trade of the candle was simulated, else the way of its last trade. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `interval`,
    `open_time`,
    `close_time`,
    CAST(`open` AS Decimal(76, 18)) AS `open`,
    CAST(`high` AS Decimal(76, 18)) AS `high`,
    CAST(`low` AS Decimal(76, 18)) AS `low`,
    CAST(`close` AS Decimal(76, 18)) AS `close`,
    CAST(`volume` AS Decimal(76, 18)) AS `volume`,
    `quantity_unit`,
    CAST(`quote_volume` AS Nullable(Decimal(76, 18))) AS `quote_volume`,
    CAST(`taker_buy_volume` AS Decimal(76, 18)) AS `taker_buy_volume`,
    CAST(`taker_sell_volume` AS Decimal(76, 18)) AS `taker_sell_volume`,
    CAST(`vwap` AS Nullable(Decimal(76, 18))) AS `vwap`,
    `trade_count`,
    `first_trade_id`,
    `last_trade_id`,
    `closed`,
    `complete`,
    `revision`,
    `update_time`,
    `source`
FROM market_store.candles FINAL
SETTINGS max_block_size = 8192
COMMENT 'Open, high, low, close and volumes of the trades of one interval. Identity: venue, symbol, interval, open_time; more trades win, then closed, then the later update.';

-- The ends of each row's ids, whoever writes it; parts from before are asked for them when they are read, until they are merged.
ALTER TABLE market_store.trade_days
    ADD COLUMN IF NOT EXISTS `lowest` SimpleAggregateFunction(min, Nullable(Int64)) MATERIALIZED if(bitmapCardinality(ids) = 0, NULL, reinterpretAsInt64(bitXor(bitmapMin(ids), 9223372036854775808))) COMMENT 'Lowest sequence in ids; null where there is none. No unit.' CODEC(ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `highest` SimpleAggregateFunction(max, Nullable(Int64)) MATERIALIZED if(bitmapCardinality(ids) = 0, NULL, reinterpretAsInt64(bitXor(bitmapMax(ids), 9223372036854775808))) COMMENT 'Highest sequence in ids; null where there is none. No unit.' CODEC(ZSTD(1));

CREATE OR REPLACE VIEW market.coverage_by_day
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `day` Date COMMENT 'UTC day of event_time.',
    `rows` UInt64 COMMENT 'Number of distinct trades.',
    `first_event_time` DateTime64(6, 'UTC') COMMENT 'First event of the day: UTC, to the microsecond.',
    `last_event_time` DateTime64(6, 'UTC') COMMENT 'Last event of the day: UTC, to the microsecond.',
    `first_sequence` Nullable(Int64) COMMENT 'Lowest id of the day; null where the venue\'s ids are not contiguous. No unit.',
    `last_sequence` Nullable(Int64) COMMENT 'Highest id of the day; null where the venue\'s ids are not contiguous. No unit.',
    `ids_missing` Nullable(Int64) COMMENT 'Number of ids between first_sequence and last_sequence that no trade of the day has; null where the venue\'s ids are not contiguous.',
    `ids_missing_before` Nullable(Int64) COMMENT 'Number of ids between the last_sequence of the symbol\'s previous day in the table and first_sequence. Negative where ids of the two days interleave at midnight; ids_missing and ids_missing_before of all days add up to what is missing between the symbol\'s first and last id. Null on the first day, and where ids are not contiguous.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    venue,
    symbol,
    day,
    (groupBitmapMerge(ids) AS numbers) + uniqExactMerge(others) AS rows,
    min(first_time) AS first_event_time,
    max(last_time) AS last_event_time,
    min(lowest) AS first_sequence,
    max(highest) AS last_sequence,
    last_sequence - first_sequence + 1 - toInt64(numbers) AS ids_missing,
    -- a condition on venue and symbol reaches the table through the window, one on day does not and must not, since the day
    -- before is needed
    first_sequence - lagInFrame(last_sequence) OVER (PARTITION BY venue, symbol ORDER BY day) - 1 AS ids_missing_before
FROM market_store.trade_days
GROUP BY venue, symbol, day
COMMENT 'How complete the trades of each UTC day are, by venue and symbol. Days without a trade have no row.';
