-- One table a type, fed by the live and the history topic alike. A row is found again by its topic, partition and offset,
-- which makes it provable that every record landed once. Rows of one natural key are folded by the merges: the row with
-- the highest _version stays. The deduplication window and the fsync settings are what a repeated insert relies on.

CREATE TABLE IF NOT EXISTS market_store.trades
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `trade_id` String COMMENT 'The venue\'s id of the trade, unique per venue and symbol. No unit.' CODEC(ZSTD(3)),
    `sequence` Nullable(Int64) COMMENT 'The trade id as a number where a venue\'s ids are contiguous per symbol; null where they are not. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `price` Decimal(38, 18) COMMENT 'Price in the instrument\'s quote currency for one unit of base (for one contract\'s underlying on derivatives), greater than 0. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `quantity` Decimal(38, 18) COMMENT 'Traded quantity in quantity_unit, greater than 0. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `quote_quantity` Nullable(Decimal(38, 18)) COMMENT 'Traded value in the quote currency as the venue gave it, never computed by us. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `side` LowCardinality(String) COMMENT 'The taker\'s side. No unit.' CODEC(ZSTD(1)),
    `kind` LowCardinality(String) COMMENT 'NORMAL, LIQUIDATION, INSURANCE_FUND, ADL, BLOCK and others: open set; NORMAL and LIQUIDATION make candles. No unit.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When it happened by the venue\'s clock (the matching engine\'s for trades): UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt8 MATERIALIZED multiIf(source = 'LIVE', 4, source = 'BACKFILL', 3, source = 'BULK', 2, source = 'SIMULATED', 1, 0) COMMENT 'Among rows of one key the highest wins: LIVE, BACKFILL, BULK, SIMULATED in this order. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYYYYMM(event_time)
ORDER BY (venue, symbol, toStartOfMinute(event_time), ifNull(sequence, 0), trade_id)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One trade as the venue matched it. Identity: venue, symbol, trade_id.';

CREATE TABLE IF NOT EXISTS market_store.agg_trades
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `agg_trade_id` Int64 COMMENT 'The venue\'s id of the aggregate, contiguous per symbol. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `first_trade_id` Int64 COMMENT 'Id of the first trade in the aggregate. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `last_trade_id` Int64 COMMENT 'Id of the last trade in the aggregate, inclusive. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `price` Decimal(38, 18) COMMENT 'Price in the instrument\'s quote currency for one unit of base (for one contract\'s underlying on derivatives), greater than 0. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `quantity` Decimal(38, 18) COMMENT 'Sum of the quantities in quantity_unit, greater than 0. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `side` LowCardinality(String) COMMENT 'The taker\'s side. No unit.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When it happened by the venue\'s clock (the matching engine\'s for trades): UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt8 MATERIALIZED multiIf(source = 'LIVE', 4, source = 'BACKFILL', 3, source = 'BULK', 2, source = 'SIMULATED', 1, 0) COMMENT 'Among rows of one key the highest wins: LIVE, BACKFILL, BULK, SIMULATED in this order. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYYYYMM(event_time)
ORDER BY (venue, symbol, toStartOfMinute(event_time), agg_trade_id)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Trades of one taker order at one price and moment, aggregated by the venue. Identity: venue, symbol, agg_trade_id.';

CREATE TABLE IF NOT EXISTS market_store.klines
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `price_type` LowCardinality(String) COMMENT 'Which price the kline is made of. No unit.' CODEC(ZSTD(1)),
    `interval` LowCardinality(String) COMMENT 'Length as the contract spells it: 1s, 1m, 3m … 1d, 3d, 1w, 1M.' CODEC(ZSTD(1)),
    `open_time` DateTime64(6, 'UTC') COMMENT 'Start of the interval, inclusive: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `close_time` DateTime64(6, 'UTC') COMMENT 'End of the interval, exclusive: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `open` Decimal(38, 18) COMMENT 'First price in the quote currency (a rate for PREMIUM, which may be negative). Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `high` Decimal(38, 18) COMMENT 'Highest price, unit as open. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `low` Decimal(38, 18) COMMENT 'Lowest price, unit as open. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `close` Decimal(38, 18) COMMENT 'Last price, unit as open. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `volume` Nullable(Decimal(38, 18)) COMMENT 'Traded quantity in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `quote_volume` Nullable(Decimal(38, 18)) COMMENT 'Traded value in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `taker_buy_volume` Nullable(Decimal(38, 18)) COMMENT 'Part of volume in which the taker bought, in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `taker_buy_quote_volume` Nullable(Decimal(38, 18)) COMMENT 'Part of quote_volume in which the taker bought, in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `trade_count` Nullable(Int64) COMMENT 'Number of trades (of samples for MARK, INDEX, PREMIUM); null where the venue does not give it.' CODEC(DoubleDelta, ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What volume counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `closed` Bool COMMENT 'True when the venue has declared the interval ended. No unit.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the venue last updated it: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED bitShiftLeft(toUInt64(closed), 63) + toUInt64(greatest(toUnixTimestamp64Micro(event_time), 0)) COMMENT 'Among rows of one key the highest wins: closed, then the later event. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(open_time)
ORDER BY (venue, symbol, price_type, interval, open_time)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'A candle as the venue itself publishes it. Identity: venue, symbol, price_type, interval, open_time.';

CREATE TABLE IF NOT EXISTS market_store.candles
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `interval` LowCardinality(String) COMMENT 'Length as the contract spells it: 1s, 1m, 3m … 1d, 3d, 1w, 1M.' CODEC(ZSTD(1)),
    `open_time` DateTime64(6, 'UTC') COMMENT 'Start of the interval, inclusive: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `close_time` DateTime64(6, 'UTC') COMMENT 'End of the interval, exclusive: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `open` Decimal(38, 18) COMMENT 'Price of the first trade in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `high` Decimal(38, 18) COMMENT 'Highest price in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `low` Decimal(38, 18) COMMENT 'Lowest price in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `close` Decimal(38, 18) COMMENT 'Price of the last trade in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `volume` Decimal(38, 18) COMMENT 'Sum of quantities in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What volume counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `quote_volume` Nullable(Decimal(38, 18)) COMMENT 'Sum of price × quantity in the quote currency. Exact decimal; digits beyond the 18th after the point are cut. Null for contracts whose size in the quote currency is not known.' CODEC(ZSTD(1)),
    `taker_buy_volume` Decimal(38, 18) COMMENT 'Part of volume in which the taker bought, in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `taker_sell_volume` Decimal(38, 18) COMMENT 'Part of volume in which the taker sold, in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `vwap` Nullable(Decimal(38, 18)) COMMENT 'quote_volume / volume in the quote currency, cut at 18 digits after the point; null where quote_volume is null.' CODEC(ZSTD(1)),
    `trade_count` Int64 COMMENT 'Number of trades.' CODEC(DoubleDelta, ZSTD(1)),
    `first_trade_id` String COMMENT 'Id of the first trade. No unit.' CODEC(ZSTD(3)),
    `last_trade_id` String COMMENT 'Id of the last trade. No unit.' CODEC(ZSTD(3)),
    `closed` Bool COMMENT 'True when the interval has ended and no trade is expected. No unit.' CODEC(ZSTD(1)),
    `complete` Bool COMMENT 'True only on positive proof that every trade of the interval was seen. No unit.' CODEC(ZSTD(1)),
    `revision` Int32 COMMENT 'Emissions after the first final one; 0 for that one. No unit.' CODEC(ZSTD(1)),
    `update_time` DateTime64(6, 'UTC') COMMENT 'When this state was emitted, by our clock: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'SIMULATED when any trade of the candle was simulated, else the way of its last trade. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt128 MATERIALIZED bitShiftLeft(toUInt128(greatest(trade_count, 0)), 65) + bitShiftLeft(toUInt128(closed), 64) + toUInt128(greatest(toUnixTimestamp64Micro(update_time), 0)) COMMENT 'Among rows of one key the highest wins: more trades, then closed, then the later update. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(open_time)
ORDER BY (venue, symbol, interval, open_time)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Open, high, low, close and volumes of the trades of one interval. Identity: venue, symbol, interval, open_time; more trades win, then closed, then the later update.';

CREATE TABLE IF NOT EXISTS market_store.funding_rates
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `funding_time` DateTime64(6, 'UTC') COMMENT 'When the funding is or was exchanged: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `rate` Decimal(38, 18) COMMENT 'Rate for one interval as a fraction of position value: 0.0001 is 1 basis point; may be negative. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `interval_minutes` Nullable(Int32) COMMENT 'Length of the funding interval in minutes; null where the venue does not give it.' CODEC(ZSTD(1)),
    `settled` Bool COMMENT 'True when the rate was exchanged, false when it is a prediction. No unit.' CODEC(ZSTD(1)),
    `mark_price` Nullable(Decimal(38, 18)) COMMENT 'Mark price at settlement in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the rate was published: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED bitShiftLeft(toUInt64(settled), 63) + toUInt64(greatest(ifNull(toUnixTimestamp64Micro(receive_time), 0), 0)) COMMENT 'Among rows of one key the highest wins: settled, then the later receipt. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(funding_time)
ORDER BY (venue, symbol, toStartOfMillisecond(funding_time))
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Funding rate of a perpetual contract. Identity: venue, symbol, funding_time, settled.';

CREATE TABLE IF NOT EXISTS market_store.mark_prices
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `mark_price` Decimal(38, 18) COMMENT 'Mark price in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `index_price` Nullable(Decimal(38, 18)) COMMENT 'Index price in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `estimated_settle_price` Nullable(Decimal(38, 18)) COMMENT 'Estimated settlement price in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `funding_rate` Nullable(Decimal(38, 18)) COMMENT 'Predicted funding rate, a fraction of position value. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `next_funding_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When funding is next exchanged: UTC, to the microsecond; null where there is none.' CODEC(Delta, ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the price was computed: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED toUInt64(greatest(ifNull(toUnixTimestamp64Micro(receive_time), 0), 0)) COMMENT 'Among rows of one key the highest wins: the later receipt. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYYYYMM(event_time)
ORDER BY (venue, symbol, toStartOfMillisecond(event_time))
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Mark and index price of a derivative. Identity: venue, symbol, event_time.';

CREATE TABLE IF NOT EXISTS market_store.open_interest
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `open_interest` Decimal(38, 18) COMMENT 'Open positions in quantity_unit, not negative. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What open_interest counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `base_quantity` Nullable(Decimal(38, 18)) COMMENT 'Open interest in base asset units. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `quote_value` Nullable(Decimal(38, 18)) COMMENT 'Open interest valued in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `top_trader_account_ratio` Nullable(Decimal(38, 18)) COMMENT 'Long accounts over short accounts among top traders, a ratio. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `top_trader_position_ratio` Nullable(Decimal(38, 18)) COMMENT 'Long over short positions of top traders, a ratio. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `account_ratio` Nullable(Decimal(38, 18)) COMMENT 'Long accounts over short accounts of all traders, a ratio. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `taker_volume_ratio` Nullable(Decimal(38, 18)) COMMENT 'Taker buy over taker sell volume, a ratio. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'The moment the figure describes: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED toUInt64(greatest(ifNull(toUnixTimestamp64Micro(receive_time), 0), 0)) COMMENT 'Among rows of one key the highest wins: the later receipt. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(event_time)
ORDER BY (venue, symbol, toStartOfMillisecond(event_time))
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Open interest of a derivative, and the long/short ratios where an archive carries them. Identity: venue, symbol, event_time.';

CREATE TABLE IF NOT EXISTS market_store.tickers
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `open_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'Start of the rolling window: UTC, to the microsecond; null where the venue does not give it.' CODEC(Delta, ZSTD(1)),
    `open` Nullable(Decimal(38, 18)) COMMENT 'Price at the start of the window in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `high` Nullable(Decimal(38, 18)) COMMENT 'Highest price in the window in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `low` Nullable(Decimal(38, 18)) COMMENT 'Lowest price in the window in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `last` Decimal(38, 18) COMMENT 'Last price in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `volume` Nullable(Decimal(38, 18)) COMMENT 'Traded quantity in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `quote_volume` Nullable(Decimal(38, 18)) COMMENT 'Traded value in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What volume counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `trade_count` Nullable(Int64) COMMENT 'Number of trades in the window; null where the venue does not give it.' CODEC(DoubleDelta, ZSTD(1)),
    `bid_price` Nullable(Decimal(38, 18)) COMMENT 'Best bid in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `bid_quantity` Nullable(Decimal(38, 18)) COMMENT 'Quantity at the best bid in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `ask_price` Nullable(Decimal(38, 18)) COMMENT 'Best ask in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `ask_quantity` Nullable(Decimal(38, 18)) COMMENT 'Quantity at the best ask in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'End of the window: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED toUInt64(greatest(ifNull(toUnixTimestamp64Micro(receive_time), 0), 0)) COMMENT 'Among rows of one key the highest wins: the later receipt. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYYYYMM(event_time)
ORDER BY (venue, symbol, toStartOfMillisecond(event_time))
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Rolling statistics of the last 24 hours. Identity: venue, symbol, event_time.';

CREATE TABLE IF NOT EXISTS market_store.book_tickers
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `sequence` Nullable(Int64) COMMENT 'The order book\'s update id; null where the venue does not give it. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `bid_price` Decimal(38, 18) COMMENT 'Best bid in the instrument\'s quote currency for one unit of base (for one contract\'s underlying on derivatives), greater than 0. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `bid_quantity` Decimal(38, 18) COMMENT 'Quantity at the best bid in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `ask_price` Decimal(38, 18) COMMENT 'Best ask in the instrument\'s quote currency for one unit of base (for one contract\'s underlying on derivatives), greater than 0. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `ask_quantity` Decimal(38, 18) COMMENT 'Quantity at the best ask in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the book changed (the time of receipt where the venue gives none): UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED toUInt64(greatest(ifNull(toUnixTimestamp64Micro(receive_time), 0), 0)) COMMENT 'Among rows of one key the highest wins: the later receipt. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYYYYMM(event_time)
ORDER BY (venue, symbol, toStartOfMillisecond(event_time), ifNull(sequence, 0))
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Best bid and offer. Identity: venue, symbol, event_time, sequence.';

CREATE TABLE IF NOT EXISTS market_store.l2_snapshots
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `grid_time` DateTime64(6, 'UTC') COMMENT 'The grid\'s moment the snapshot stands for: UTC, to the microsecond, a multiple of interval_ms.' CODEC(Delta, ZSTD(1)),
    `interval_ms` Int32 COMMENT 'Distance of the grid\'s moments in milliseconds, 100 to 3600000.' CODEC(ZSTD(1)),
    `depth` Int32 COMMENT 'Most levels a side, 1 or more; fewer stand where the book is thinner.' CODEC(ZSTD(1)),
    `capture_id` LowCardinality(String) COMMENT 'Which capture took it; captures of the same symbol differ here. No unit.' CODEC(ZSTD(1)),
    `number` Int64 COMMENT 'Running number in the capture and symbol, from 0: a hole in it is a lost snapshot. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `sequence` Nullable(Int64) COMMENT 'The book\'s last applied update id; null where the venue has none. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `capture_latency_us` Int64 COMMENT 'How long after grid_time the snapshot was taken, in microseconds.' CODEC(DoubleDelta, ZSTD(1)),
    `book_state` LowCardinality(String) COMMENT 'State of the book. No unit.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `bids.price` Array(Decimal(38, 18)) COMMENT 'The bids, best first: highest price first. No unit of its own. Price of the level in the quote currency, exact.' CODEC(ZSTD(1)),
    `bids.quantity` Array(Decimal(38, 18)) COMMENT 'The bids, best first: highest price first. No unit of its own. Quantity resting at the price, in quantity_unit, exact.' CODEC(ZSTD(1)),
    `asks.price` Array(Decimal(38, 18)) COMMENT 'The asks, best first: lowest price first. No unit of its own. Price of the level in the quote currency, exact.' CODEC(ZSTD(1)),
    `asks.quantity` Array(Decimal(38, 18)) COMMENT 'The asks, best first: lowest price first. No unit of its own. Quantity resting at the price, in quantity_unit, exact.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'The venue\'s time of the last applied update: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(grid_time)
ORDER BY (venue, symbol, grid_time, interval_ms, depth, capture_id)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'The top of an order book on a regular grid of times. Identity: venue, symbol, grid_time, interval_ms, depth, capture_id.';

CREATE TABLE IF NOT EXISTS market_store.liquidations
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `side` LowCardinality(String) COMMENT 'Side of the forced order: BUY closes a short. No unit.' CODEC(ZSTD(1)),
    `price` Decimal(38, 18) COMMENT 'Limit price in the quote currency. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `average_price` Nullable(Decimal(38, 18)) COMMENT 'Average fill price in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `quantity` Decimal(38, 18) COMMENT 'Order quantity in quantity_unit. Exact decimal, 18 digits after the point.' CODEC(ZSTD(1)),
    `filled_quantity` Nullable(Decimal(38, 18)) COMMENT 'Filled so far in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `status` LowCardinality(Nullable(String)) COMMENT 'The venue\'s order status; null where it does not say. No unit.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When it happened by the venue\'s clock (the matching engine\'s for trades): UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt8 MATERIALIZED multiIf(source = 'LIVE', 4, source = 'BACKFILL', 3, source = 'BULK', 2, source = 'SIMULATED', 1, 0) COMMENT 'Among rows of one key the highest wins: LIVE, BACKFILL, BULK, SIMULATED in this order. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(event_time)
ORDER BY (venue, symbol, toStartOfMillisecond(event_time), side, price, quantity)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'A forced order. Identity: venue, symbol, event_time, side, price, quantity.';

CREATE TABLE IF NOT EXISTS market_store.instruments
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `unified_symbol` LowCardinality(String) COMMENT 'The same instrument in one spelling over all venues, such as BTC/USDT:USDT. No unit.' CODEC(ZSTD(1)),
    `kind` LowCardinality(String) COMMENT 'SPOT, PERPETUAL, FUTURE and others: open set. No unit.' CODEC(ZSTD(1)),
    `base` LowCardinality(String) COMMENT 'Base asset. No unit.' CODEC(ZSTD(1)),
    `quote` LowCardinality(String) COMMENT 'Quote asset. No unit.' CODEC(ZSTD(1)),
    `settle` LowCardinality(Nullable(String)) COMMENT 'Settlement asset; null for spot. No unit.' CODEC(ZSTD(1)),
    `status` LowCardinality(String) COMMENT 'The venue\'s word for whether it trades. No unit.' CODEC(ZSTD(1)),
    `tick_size` Nullable(Decimal(38, 18)) COMMENT 'Smallest price step in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `lot_size` Nullable(Decimal(38, 18)) COMMENT 'Smallest quantity step in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.' CODEC(ZSTD(1)),
    `contract_size` Nullable(Decimal(38, 18)) COMMENT 'Value of one contract in contract_size_asset. Exact decimal, 18 digits after the point; null where the venue does not give it.' CODEC(ZSTD(1)),
    `contract_size_asset` LowCardinality(Nullable(String)) COMMENT 'Asset contract_size counts; null for spot. No unit.' CODEC(ZSTD(1)),
    `listed_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When trading began: UTC, to the microsecond; null where not given.' CODEC(Delta, ZSTD(1)),
    `expiry_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the contract expires: UTC, to the microsecond; null for spot and perpetuals.' CODEC(Delta, ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the venue\'s listing said so: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.' CODEC(Delta, ZSTD(1)),
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED toUInt64(greatest(toUnixTimestamp64Micro(event_time), 0)) COMMENT 'Among rows of one key the highest wins: the later event. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(event_time)
ORDER BY (venue, symbol)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'What a symbol is. Identity: venue, symbol; the latest wins.';

CREATE TABLE IF NOT EXISTS market_store.feed_status
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `data_type` LowCardinality(String) COMMENT 'Which type the status is about, such as trades or l2. Open set. No unit.' CODEC(ZSTD(1)),
    `state` LowCardinality(String) COMMENT 'The state entered at event_time. No unit.' CODEC(ZSTD(1)),
    `reason` LowCardinality(Nullable(String)) COMMENT 'Why, in words; null where nothing needs saying. No unit.' CODEC(ZSTD(1)),
    `connection_id` LowCardinality(String) COMMENT 'Which connection of which capture. No unit.' CODEC(ZSTD(1)),
    `last_sequence` Nullable(Int64) COMMENT 'Last id seen before the change; null where there is none. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the state was entered, by our clock: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(event_time)
ORDER BY (venue, symbol, data_type, connection_id, event_time)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'State of one symbol\'s feed of one data type: an outage is data. Identity: venue, symbol, data_type, connection_id, event_time.';

CREATE TABLE IF NOT EXISTS market_store.coverage
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `coverage_id` String COMMENT 'Names the proof; the same proof repeated has the same id. No unit.' CODEC(ZSTD(1)),
    `data_type` LowCardinality(String) COMMENT 'Which type is covered, such as trades. Open set. No unit.' CODEC(ZSTD(1)),
    `from_time` DateTime64(6, 'UTC') COMMENT 'Start of the covered span, inclusive: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `to_time` DateTime64(6, 'UTC') COMMENT 'End of the covered span, exclusive: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `first_sequence` Nullable(Int64) COMMENT 'First id covered; null where ids are not contiguous. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `last_sequence` Nullable(Int64) COMMENT 'Last id covered, inclusive; null where ids are not contiguous. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `record_count` Nullable(Int64) COMMENT 'Records in the span; null where not known.' CODEC(DoubleDelta, ZSTD(1)),
    `basis` LowCardinality(String) COMMENT 'What proves it: ARCHIVE_FILE, BACKFILL and others. Open set. No unit.' CODEC(ZSTD(1)),
    `evidence` String COMMENT 'The file and its checksum, or the request, that proves it. No unit.' CODEC(ZSTD(1)),
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the proof was made, by our clock: UTC, to the microsecond, as fine as the venue gives it.' CODEC(Delta, ZSTD(1)),
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.' CODEC(ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED toUInt64(greatest(toUnixTimestamp64Micro(event_time), 0)) COMMENT 'Among rows of one key the highest wins: the later proof. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(from_time)
ORDER BY (venue, symbol, data_type, coverage_id)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'A proof that a stretch of a symbol\'s data is complete. Identity: coverage_id.';

CREATE TABLE IF NOT EXISTS market_store.gaps
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.' CODEC(ZSTD(1)),
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.' CODEC(ZSTD(1)),
    `gap_id` String COMMENT 'Names the gap over its life. No unit.' CODEC(ZSTD(1)),
    `data_type` LowCardinality(String) COMMENT 'What is missing, such as trades or l2. Open set. No unit.' CODEC(ZSTD(1)),
    `status` LowCardinality(String) COMMENT 'Where the gap stands. No unit.' CODEC(ZSTD(1)),
    `cause` LowCardinality(String) COMMENT 'Why: MISSING_IDS, OUTAGE, BROKEN_BOOK, SILENCE and others. Open set. No unit.' CODEC(ZSTD(1)),
    `first_missing` Nullable(Int64) COMMENT 'First missing id; null where the gap is a span of time. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `last_missing` Nullable(Int64) COMMENT 'Last missing id, inclusive; null where the gap is a span of time. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `missing_count` Nullable(Int64) COMMENT 'How many ids are missing; null where not countable.' CODEC(DoubleDelta, ZSTD(1)),
    `from_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'Last event before the gap: UTC, to the microsecond; null where not known.' CODEC(Delta, ZSTD(1)),
    `to_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'First event after the gap: UTC, to the microsecond; null while open at the end.' CODEC(Delta, ZSTD(1)),
    `explanation` Nullable(String) COMMENT 'By which documented rule the gap is harmless, or why it can\'t be repaired; null otherwise. No unit.' CODEC(ZSTD(1)),
    `detected_time` DateTime64(6, 'UTC') COMMENT 'When the gap was found, by our clock: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `update_time` DateTime64(6, 'UTC') COMMENT 'When this state was emitted, by our clock: UTC, to the microsecond.' CODEC(Delta, ZSTD(1)),
    `_topic` LowCardinality(String) COMMENT 'Kafka topic the record came from. No unit.' CODEC(ZSTD(1)),
    `_partition` Int32 COMMENT 'Kafka partition the record came from. No unit.' CODEC(ZSTD(1)),
    `_offset` Int64 COMMENT 'Kafka offset of the record in its partition. No unit.' CODEC(DoubleDelta, ZSTD(1)),
    `_version` UInt64 MATERIALIZED toUInt64(greatest(toUnixTimestamp64Micro(update_time), 0)) COMMENT 'Among rows of one key the highest wins: the later state. No unit.' CODEC(ZSTD(1)),
    INDEX offsets `_offset` TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(_version)
PARTITION BY toYear(detected_time)
ORDER BY (venue, symbol, gap_id)
SETTINGS non_replicated_deduplication_window = 100000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Something that should be there and is not, and what became of it. Identity: gap_id; the latest wins.';
