-- Candles as they are read: the columns of the view in its types and in small granules, so that a thousand candles out of
-- millions are two granules to read and nothing to convert. Rows of one key are folded as in candles, so that a row fed
-- again changes nothing, and a repeated insert feeds it again even where candles itself skips it as known: that is why this
-- table must have no deduplication window. Quarters, so that reading folds only where merges are not done with the current one,
-- and an insert of a quarter of a century stays below a hundred partitions. candles keeps what came, with its topic,
-- partition and offset.
CREATE TABLE IF NOT EXISTS market_store.candle_reads
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `interval` LowCardinality(String) COMMENT 'Length as the contract spells it: 1s, 1m, 3m … 1d, 3d, 1w, 1M.' CODEC(ZSTD(1)),
    `open_time` DateTime64(6, 'UTC') COMMENT 'Start of the interval, inclusive: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `close_time` DateTime64(6, 'UTC') COMMENT 'End of the interval, exclusive: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `open` Decimal(76, 18) COMMENT 'Price of the first trade in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `high` Decimal(76, 18) COMMENT 'Highest price in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `low` Decimal(76, 18) COMMENT 'Lowest price in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `close` Decimal(76, 18) COMMENT 'Price of the last trade in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `volume` Decimal(76, 18) COMMENT 'Sum of quantities in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What volume counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `quote_volume` Nullable(Decimal(76, 18)) COMMENT 'Sum of price × quantity in the quote currency. Exact decimal; digits beyond the 18th after the point are cut. Null for contracts whose size in the quote currency is not known.' CODEC(ZSTD(1)),
    `taker_buy_volume` Decimal(76, 18) COMMENT 'Part of volume in which the taker bought, in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `taker_sell_volume` Decimal(76, 18) COMMENT 'Part of volume in which the taker sold, in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `vwap` Nullable(Decimal(76, 18)) COMMENT 'quote_volume / volume in the quote currency, cut at 18 digits after the point; null where quote_volume is null.' CODEC(ZSTD(1)),
    `trade_count` Int64 COMMENT 'Number of trades.' CODEC(DoubleDelta, ZSTD(1)),
    `first_trade_id` String COMMENT 'Id of the first trade. No unit.' CODEC(ZSTD(3)),
    `last_trade_id` String COMMENT 'Id of the last trade. No unit.' CODEC(ZSTD(3)),
    `closed` Bool COMMENT 'True when the interval has ended and no trade is expected. No unit.' CODEC(ZSTD(1)),
    `complete` Bool COMMENT 'True only on positive proof that every trade of the interval was seen. No unit.' CODEC(ZSTD(1)),
    `revision` Int32 COMMENT 'Emissions after the first final one; 0 for that one. No unit.' CODEC(ZSTD(1)),
    `update_time` DateTime64(6, 'UTC') COMMENT 'When this state was emitted, by our clock: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'SIMULATED when any trade of the candle was simulated, else the way of its last trade. No unit.' CODEC(ZSTD(1)),
    `_version` UInt128 MATERIALIZED bitShiftLeft(toUInt128(greatest(trade_count, 0)), 65) + bitShiftLeft(toUInt128(closed), 64) + toUInt128(greatest(toUnixTimestamp64Micro(update_time), 0)) COMMENT 'Among rows of one key the highest wins: more trades, then closed, then the later update. No unit.' CODEC(ZSTD(1))
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toStartOfQuarter(open_time)
ORDER BY (venue, symbol, interval, open_time)
SETTINGS index_granularity = 1024, min_compress_block_size = 8192, non_replicated_deduplication_window = 0, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Candles as they are read, fed by candle_reads_feed from candles. Deleting from candles does not shrink it.';

CREATE MATERIALIZED VIEW IF NOT EXISTS market_store.candle_reads_feed TO market_store.candle_reads
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
FROM market_store.candles;

-- what was there before; rows that came in the meantime are fed twice and folded
INSERT INTO market_store.candle_reads (`venue`, `symbol`, `interval`, `open_time`, `close_time`, `open`, `high`, `low`, `close`, `volume`, `quantity_unit`, `quote_volume`, `taker_buy_volume`, `taker_sell_volume`, `vwap`, `trade_count`, `first_trade_id`, `last_trade_id`, `closed`, `complete`, `revision`, `update_time`, `source`)
SELECT
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
FROM market_store.candles
SETTINGS async_insert = 0;

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
    `open`,
    `high`,
    `low`,
    `close`,
    `volume`,
    `quantity_unit`,
    `quote_volume`,
    `taker_buy_volume`,
    `taker_sell_volume`,
    `vwap`,
    `trade_count`,
    `first_trade_id`,
    `last_trade_id`,
    `closed`,
    `complete`,
    `revision`,
    `update_time`,
    `source`
FROM market_store.candle_reads FINAL
SETTINGS do_not_merge_across_partitions_select_final = 1
COMMENT 'Open, high, low, close and volumes of the trades of one interval. Identity: venue, symbol, interval, open_time; more trades win, then closed, then the later update.';
