-- When a row was published to Kafka and when ClickHouse took it, how complete the days of trades are, and two views on it.

-- Rows that an older sink wrote have neither: the sink did not send the one, and the other stands on it. An expression
-- that called the clock alone would answer the time of reading for every row that was there before.

ALTER TABLE market_store.trades
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.agg_trades
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.klines
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.candles
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.funding_rates
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.mark_prices
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.open_interest
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.tickers
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.book_tickers
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.l2_snapshots
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.liquidations
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.instruments
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.feed_status
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.coverage
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

ALTER TABLE market_store.gaps
    ADD COLUMN IF NOT EXISTS `_published` Nullable(DateTime64(3, 'UTC')) COMMENT 'Timestamp of the Kafka record, when it was published: UTC, to the millisecond; null for rows from before it was kept.' CODEC(Delta, ZSTD(1)),
    ADD COLUMN IF NOT EXISTS `_stored` Nullable(DateTime64(6, 'UTC')) MATERIALIZED if(isNull(`_published`), NULL, now64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with, by the server\'s clock: UTC, to the microsecond; null where _published is.' CODEC(Delta, ZSTD(1));

-- One row an arrival: copies of a record that two captures sent stand here as two rows.
CREATE OR REPLACE VIEW market.latency
(
    `data_type` LowCardinality(String) COMMENT 'Which type arrived, as its table is called: trades, book_tickers and others. No unit.',
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When it happened by the venue\'s clock: UTC, to the microsecond, as fine as the venue gives it.',
    `receive_time` DateTime64(6, 'UTC') COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond.',
    `produced_time` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was published to Kafka, the timestamp of the record: UTC, to the millisecond, cut; null for rows from before it was kept.',
    `stored_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When ClickHouse began to take the insert the row came with: UTC, to the microsecond; null where produced_time is. The row is visible when the insert has ended, which is the length of the insert later.',
    `event_to_receive_us` Int64 COMMENT 'receive_time − event_time in microseconds: from the venue\'s clock to ours, so that it holds the difference of the two clocks and can be negative.',
    `receive_to_produced_us` Nullable(Int64) COMMENT 'produced_time − receive_time in microseconds; produced_time is cut to the millisecond, so that it can be up to 1000 too small and negative. Null where produced_time is.',
    `produced_to_stored_us` Nullable(Int64) COMMENT 'stored_time − produced_time in microseconds: through Kafka and the sink into ClickHouse, up to 1000 too large. Null where produced_time is.',
    `event_to_stored_us` Nullable(Int64) COMMENT 'stored_time − event_time in microseconds: the whole way, without the length of the insert. Null where produced_time is.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    CAST(data_type AS LowCardinality(String)) AS data_type,
    venue,
    symbol,
    event_time,
    assumeNotNull(live.receive_time) AS receive_time,
    _published AS produced_time,
    _stored AS stored_time,
    toInt64(dateDiff('microsecond', event_time, receive_time)) AS event_to_receive_us,
    dateDiff('microsecond', receive_time, produced_time) AS receive_to_produced_us,
    dateDiff('microsecond', produced_time, stored_time) AS produced_to_stored_us,
    dateDiff('microsecond', event_time, stored_time) AS event_to_stored_us
FROM
(
SELECT 'trades' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.trades WHERE isNotNull(receive_time)
UNION ALL
SELECT 'agg_trades' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.agg_trades WHERE isNotNull(receive_time)
UNION ALL
SELECT 'klines' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.klines WHERE isNotNull(receive_time)
UNION ALL
SELECT 'funding_rates' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.funding_rates WHERE isNotNull(receive_time)
UNION ALL
SELECT 'mark_prices' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.mark_prices WHERE isNotNull(receive_time)
UNION ALL
SELECT 'open_interest' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.open_interest WHERE isNotNull(receive_time)
UNION ALL
SELECT 'tickers' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.tickers WHERE isNotNull(receive_time)
UNION ALL
SELECT 'book_tickers' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.book_tickers WHERE isNotNull(receive_time)
UNION ALL
SELECT 'l2_snapshots' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.l2_snapshots WHERE isNotNull(receive_time)
UNION ALL
SELECT 'liquidations' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.liquidations WHERE isNotNull(receive_time)
UNION ALL
SELECT 'instruments' AS data_type, venue, symbol, event_time, receive_time, _published, _stored FROM market_store.instruments WHERE isNotNull(receive_time)
) AS live
COMMENT 'How long live records took: one row for every arrival of a record that was read from a socket, of every type. stored_time is when ClickHouse began to take the row; the row is visible when its insert has ended. For quantiles restrict event_time.';

-- What is known of each day of a symbol's trades. Everything in it is a minimum, a maximum or a set, so that the same trade
-- fed again changes nothing: a repeated insert goes through the view below even where trades itself skips it as known, and
-- that is why this table must have no deduplication window. The feed groups by hashes of venue and symbol, which are computed
-- once a dictionary: grouping by the strings costs twice as much as all the rest of it.
CREATE TABLE IF NOT EXISTS market_store.trade_days
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `day` Date COMMENT 'UTC day of event_time.' CODEC(ZSTD(1)),
    `ids` AggregateFunction(groupBitmap, UInt64) COMMENT 'The set of the day\'s sequences, each moved up by 2^63 so that unsigned numbers keep the order of signed ones. No unit.' CODEC(ZSTD(1)),
    `first_time` SimpleAggregateFunction(min, DateTime64(6, 'UTC')) COMMENT 'First event of the day: UTC, to the microsecond.' CODEC(ZSTD(1)),
    `last_time` SimpleAggregateFunction(max, DateTime64(6, 'UTC')) COMMENT 'Last event of the day: UTC, to the microsecond.' CODEC(ZSTD(1)),
    `unnumbered` SimpleAggregateFunction(max, UInt8) COMMENT '1 when a trade of the day has no sequence and is counted in trades itself, else 0. No unit.' CODEC(ZSTD(1))
)
ENGINE = AggregatingMergeTree
ORDER BY (venue, symbol, day)
SETTINGS non_replicated_deduplication_window = 0, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 256
COMMENT 'Ids and ends of each UTC day of a symbol\'s trades, fed by trade_days_feed. Deleting trades does not shrink it.';

CREATE MATERIALIZED VIEW IF NOT EXISTS market_store.trade_days_feed TO market_store.trade_days
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `day` Date COMMENT 'UTC day of event_time.',
    `ids` AggregateFunction(groupBitmap, UInt64) COMMENT 'The set of the day\'s sequences, each moved up by 2^63 so that unsigned numbers keep the order of signed ones. No unit.',
    `first_time` SimpleAggregateFunction(min, DateTime64(6, 'UTC')) COMMENT 'First event of the day: UTC, to the microsecond.',
    `last_time` SimpleAggregateFunction(max, DateTime64(6, 'UTC')) COMMENT 'Last event of the day: UTC, to the microsecond.',
    `unnumbered` SimpleAggregateFunction(max, UInt8) COMMENT '1 when a trade of the day has no sequence and is counted in trades itself, else 0. No unit.'
)
AS SELECT
    any(v) AS venue,
    any(s) AS symbol,
    toDate(event_time) AS day,
    groupBitmapStateIf(bitXor(reinterpretAsUInt64(assumeNotNull(sequence)), 9223372036854775808), isNotNull(sequence)) AS ids,
    min(event_time) AS first_time,
    max(event_time) AS last_time,
    max(isNull(sequence)) AS unnumbered
FROM (SELECT venue AS v, symbol AS s, event_time, sequence FROM market_store.trades)
GROUP BY CAST(cityHash64(v) AS UInt64), CAST(cityHash64(s) AS UInt64), day;

-- what was there before; rows that came in the meantime are fed twice, which changes nothing
INSERT INTO market_store.trade_days (venue, symbol, day, ids, first_time, last_time, unnumbered)
SELECT
    any(v) AS venue,
    any(s) AS symbol,
    toDate(event_time) AS day,
    groupBitmapStateIf(bitXor(reinterpretAsUInt64(assumeNotNull(sequence)), 9223372036854775808), isNotNull(sequence)) AS ids,
    min(event_time) AS first_time,
    max(event_time) AS last_time,
    max(isNull(sequence)) AS unnumbered
FROM (SELECT venue AS v, symbol AS s, event_time, sequence FROM market_store.trades)
GROUP BY CAST(cityHash64(v) AS UInt64), CAST(cityHash64(s) AS UInt64), day
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
    found.1 AS day,
    found.2 AS rows,
    found.3 AS first_event_time,
    found.4 AS last_event_time,
    found.5 AS first_sequence,
    found.6 AS last_sequence,
    last_sequence - first_sequence + 1 - toInt64(found.7) AS ids_missing,
    first_sequence - before - 1 AS ids_missing_before
FROM
(
    -- arrays and not a window: a condition on venue and symbol reaches the tables through them, one on day does not and must
    -- not, since the day before is needed
    SELECT
        venue,
        symbol,
        arraySort(day -> day.1, groupArray((day, numbered + unnumbered, first_time, last_time, first_sequence, last_sequence, numbered))) AS days,
        arrayPushFront(arrayPopBack(arrayMap(day -> day.6, days)), NULL) AS befores
    FROM
    (
        SELECT
            venue,
            symbol,
            day,
            sum(numbers) AS numbered,
            sum(others) AS unnumbered,
            min(first) AS first_time,
            max(last) AS last_time,
            min(lowest) AS first_sequence,
            max(highest) AS last_sequence
        FROM
        (
            SELECT
                venue,
                symbol,
                day,
                groupBitmapMergeState(ids) AS merged,
                bitmapCardinality(merged) AS numbers,
                toUInt64(0) AS others,
                min(first_time) AS first,
                max(last_time) AS last,
                if(numbers = 0, NULL, reinterpretAsInt64(bitXor(bitmapMin(merged), 9223372036854775808))) AS lowest,
                if(numbers = 0, NULL, reinterpretAsInt64(bitXor(bitmapMax(merged), 9223372036854775808))) AS highest
            FROM market_store.trade_days
            GROUP BY venue, symbol, day
            UNION ALL
            SELECT
                venue,
                symbol,
                toDate(event_time) AS day,
                groupBitmapState(toUInt64(0)) AS merged,
                toUInt64(0) AS numbers,
                uniqExact(trade_id) AS others,
                min(event_time) AS first,
                max(event_time) AS last,
                CAST(NULL AS Nullable(Int64)) AS lowest,
                CAST(NULL AS Nullable(Int64)) AS highest
            FROM market_store.trades
            WHERE isNull(sequence) AND (venue, symbol) IN (SELECT venue, symbol FROM market_store.trade_days WHERE unnumbered = 1)
            GROUP BY venue, symbol, day
        )
        GROUP BY venue, symbol, day
    )
    GROUP BY venue, symbol
)
ARRAY JOIN days AS found, befores AS before
COMMENT 'How complete the trades of each UTC day are, by venue and symbol. Days without a trade have no row.';
