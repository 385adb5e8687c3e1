-- What analysts ask for most is found without reading years. The newest candles of a symbol come first in the table, so that the
-- last 200 are the first 200 read, folded on the way: from the end of a table ClickHouse reads in order only without FINAL.
-- Small granules, since a question wants some hundred rows. What is known of a day's trades stands in one table, whether they
-- have numbers or not.

-- The rows move to a table of the other order. While they do nothing may be inserted: a sink of an older version that still runs
-- is refused by the constraint and tries again until they have moved. Whatever this is interrupted in, candles holds every row.
DROP TABLE IF EXISTS market_store.candles_moved SYNC SETTINGS max_table_size_to_drop = 0;

CREATE TABLE market_store.candles_moved AS market_store.candles
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(open_time)
ORDER BY (venue, symbol, interval, open_time DESC)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024, min_compress_block_size = 16384, auto_statistics_types = '', min_bytes_for_wide_part = 67108864
COMMENT 'Open, high, low, close and volumes of the trades of one interval. Identity: venue, symbol, interval, open_time; more trades win, then closed, then the later update.';

ALTER TABLE market_store.candles_moved DROP CONSTRAINT IF EXISTS moving;

ALTER TABLE market_store.candles ADD CONSTRAINT IF NOT EXISTS moving CHECK open_time < toDateTime64('1900-01-01 00:00:00', 6, 'UTC');

-- inserts that had begun before the constraint was there end in the meantime
SELECT sleepEachRow(3) FROM (SELECT 1 FROM market_store.candles LIMIT 1);

INSERT INTO market_store.candles_moved (`venue`, `symbol`, `interval`, `open_time`, `close_time`, `open`, `high`, `low`, `close`, `volume`, `quantity_unit`, `quote_volume`, `taker_buy_volume`, `taker_sell_volume`, `vwap`, `trade_count`, `first_trade_id`, `last_trade_id`, `closed`, `complete`, `revision`, `update_time`, `source`, `_topic`, `_partition`, `_offset`, `_published`, `_stored`)
SELECT `venue`, `symbol`, `interval`, `open_time`, `close_time`, `open`, `high`, `low`, `close`, `volume`, `quantity_unit`, `quote_volume`, `taker_buy_volume`, `taker_sell_volume`, `vwap`, `trade_count`, `first_trade_id`, `last_trade_id`, `closed`, `complete`, `revision`, `update_time`, `source`, `_topic`, `_partition`, `_offset`, `_published`, `_stored`
FROM market_store.candles
SETTINGS async_insert = 0, optimize_on_insert = 0, insert_deduplicate = 0, insert_allow_materialized_columns = 1, max_partitions_per_insert_block = 0;

EXCHANGE TABLES market_store.candles AND market_store.candles_moved;

DROP TABLE market_store.candles_moved SYNC SETTINGS max_table_size_to_drop = 0;

ALTER TABLE market_store.trade_days
    ADD COLUMN IF NOT EXISTS `others` AggregateFunction(uniqExact, String) COMMENT 'The set of the ids of the day\'s trades that have no sequence. No unit.' CODEC(ZSTD(1)),
    COMMENT COLUMN `unnumbered` '1 when a trade of the day has no sequence, else 0. No unit.',
    MODIFY COMMENT 'Ids and ends of each UTC day of a symbol\'s trades, fed by coverage_feed. Deleting trades does not shrink it.';

-- both feed for a moment, which changes nothing in sets
CREATE MATERIALIZED VIEW IF NOT EXISTS market_store.coverage_feed TO market_store.trade_days
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `day` Date COMMENT 'UTC day of event_time.',
    `ids` AggregateFunction(groupBitmap, UInt64) COMMENT 'The set of the day\'s sequences, each moved up by 2^63 so that unsigned numbers keep the order of signed ones. No unit.',
    `others` AggregateFunction(uniqExact, String) COMMENT 'The set of the ids of the day\'s trades that have no sequence. No unit.',
    `first_time` SimpleAggregateFunction(min, DateTime64(6, 'UTC')) COMMENT 'First event of the day: UTC, to the microsecond.',
    `last_time` SimpleAggregateFunction(max, DateTime64(6, 'UTC')) COMMENT 'Last event of the day: UTC, to the microsecond.',
    `unnumbered` SimpleAggregateFunction(max, UInt8) COMMENT '1 when a trade of the day has no sequence, else 0. No unit.'
)
AS SELECT
    any(v) AS venue,
    any(s) AS symbol,
    toDate(event_time) AS day,
    groupBitmapStateIf(bitXor(reinterpretAsUInt64(assumeNotNull(sequence)), 9223372036854775808), isNotNull(sequence)) AS ids,
    uniqExactStateIf(trade_id, isNull(sequence)) AS others,
    min(event_time) AS first_time,
    max(event_time) AS last_time,
    max(isNull(sequence)) AS unnumbered
FROM (SELECT venue AS v, symbol AS s, event_time, sequence, trade_id FROM market_store.trades)
GROUP BY CAST(cityHash64(v) AS UInt64), CAST(cityHash64(s) AS UInt64), day;

DROP VIEW IF EXISTS market_store.trade_days_feed SYNC;

-- the ids that were counted in trades itself until now
INSERT INTO market_store.trade_days (venue, symbol, day, others, first_time, last_time, unnumbered)
SELECT venue, symbol, toDate(event_time) AS day, uniqExactState(trade_id) AS others, min(event_time) AS first_time, max(event_time) AS last_time, 1 AS unnumbered
FROM market_store.trades
WHERE isNull(sequence)
GROUP BY venue, symbol, day
SETTINGS async_insert = 0;

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
    numbers + unnumbered AS rows,
    first_event_time,
    last_event_time,
    first_sequence,
    last_sequence,
    last_sequence - first_sequence + 1 - toInt64(numbers) AS ids_missing,
    -- a condition on venue and symbol reaches the table through the window, one on day does not and must not, since the day
    -- before is needed
    first_sequence - lagInFrame(last_sequence) OVER (PARTITION BY venue, symbol ORDER BY day) - 1 AS ids_missing_before
FROM
(
    SELECT
        venue,
        symbol,
        day,
        groupBitmapMergeState(ids) AS merged,
        bitmapCardinality(merged) AS numbers,
        uniqExactMerge(others) AS unnumbered,
        min(first_time) AS first_event_time,
        max(last_time) AS last_event_time,
        if(numbers = 0, NULL, reinterpretAsInt64(bitXor(bitmapMin(merged), 9223372036854775808))) AS first_sequence,
        if(numbers = 0, NULL, reinterpretAsInt64(bitXor(bitmapMax(merged), 9223372036854775808))) AS last_sequence
    FROM market_store.trade_days
    GROUP BY venue, symbol, day
)
COMMENT 'How complete the trades of each UTC day are, by venue and symbol. Days without a trade have no row.';
