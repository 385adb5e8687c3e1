-- What analysts read: one row a natural key, whatever the merges have done so far, without the columns of the transport.
-- Prices and quantities are Decimal(76, 18). price * quantity then has 36 decimals and cannot overflow for any two values
-- the tables can hold; sum(price * quantity) is exact below 5.7e40; sum(price * quantity) / sum(quantity) is exact to 36
-- decimals while the dividend is below 5.7e22 (all trades of all venues in a year are below 1e17 of a dollar's worth).
-- Above these limits ClickHouse's 256-bit integers wrap without an error.
-- The views run with the rights of the user who made them, so that a grant on market is enough.

CREATE OR REPLACE VIEW market.trades
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `trade_id` String COMMENT 'The venue\'s id of the trade, unique per venue and symbol. No unit.',
    `sequence` Nullable(Int64) COMMENT 'The trade id as a number where a venue\'s ids are contiguous per symbol; null where they are not. No unit.',
    `price` Decimal(76, 18) COMMENT 'Price in the instrument\'s quote currency for one unit of base (for one contract\'s underlying on derivatives), greater than 0. Exact decimal, 18 digits after the point.',
    `quantity` Decimal(76, 18) COMMENT 'Traded quantity in quantity_unit, greater than 0. Exact decimal, 18 digits after the point.',
    `quote_quantity` Nullable(Decimal(76, 18)) COMMENT 'Traded value in the quote currency as the venue gave it, never computed by us. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.',
    `side` LowCardinality(String) COMMENT 'The taker\'s side. No unit.',
    `kind` LowCardinality(String) COMMENT 'NORMAL, LIQUIDATION, INSURANCE_FUND, ADL, BLOCK and others: open set; NORMAL and LIQUIDATION make candles. No unit.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When it happened by the venue\'s clock (the matching engine\'s for trades): UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `trade_id`,
    `sequence`,
    CAST(`price` AS Decimal(76, 18)) AS `price`,
    CAST(`quantity` AS Decimal(76, 18)) AS `quantity`,
    CAST(`quote_quantity` AS Nullable(Decimal(76, 18))) AS `quote_quantity`,
    `quantity_unit`,
    `side`,
    `kind`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.trades FINAL
COMMENT 'One trade as the venue matched it. Identity: venue, symbol, trade_id.';

CREATE OR REPLACE VIEW market.agg_trades
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `agg_trade_id` Int64 COMMENT 'The venue\'s id of the aggregate, contiguous per symbol. No unit.',
    `first_trade_id` Int64 COMMENT 'Id of the first trade in the aggregate. No unit.',
    `last_trade_id` Int64 COMMENT 'Id of the last trade in the aggregate, inclusive. No unit.',
    `price` Decimal(76, 18) COMMENT 'Price in the instrument\'s quote currency for one unit of base (for one contract\'s underlying on derivatives), greater than 0. Exact decimal, 18 digits after the point.',
    `quantity` Decimal(76, 18) COMMENT 'Sum of the quantities in quantity_unit, greater than 0. Exact decimal, 18 digits after the point.',
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.',
    `side` LowCardinality(String) COMMENT 'The taker\'s side. No unit.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When it happened by the venue\'s clock (the matching engine\'s for trades): UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `agg_trade_id`,
    `first_trade_id`,
    `last_trade_id`,
    CAST(`price` AS Decimal(76, 18)) AS `price`,
    CAST(`quantity` AS Decimal(76, 18)) AS `quantity`,
    `quantity_unit`,
    `side`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.agg_trades FINAL
COMMENT 'Trades of one taker order at one price and moment, aggregated by the venue. Identity: venue, symbol, agg_trade_id.';

CREATE OR REPLACE VIEW market.klines
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `price_type` LowCardinality(String) COMMENT 'Which price the kline is made of. No unit.',
    `interval` LowCardinality(String) COMMENT 'Length as the contract spells it: 1s, 1m, 3m … 1d, 3d, 1w, 1M.',
    `open_time` DateTime64(6, 'UTC') COMMENT 'Start of the interval, inclusive: UTC, to the microsecond.',
    `close_time` DateTime64(6, 'UTC') COMMENT 'End of the interval, exclusive: UTC, to the microsecond.',
    `open` Decimal(76, 18) COMMENT 'First price in the quote currency (a rate for PREMIUM, which may be negative). Exact decimal, 18 digits after the point.',
    `high` Decimal(76, 18) COMMENT 'Highest price, unit as open. Exact decimal, 18 digits after the point.',
    `low` Decimal(76, 18) COMMENT 'Lowest price, unit as open. Exact decimal, 18 digits after the point.',
    `close` Decimal(76, 18) COMMENT 'Last price, unit as open. Exact decimal, 18 digits after the point.',
    `volume` Nullable(Decimal(76, 18)) COMMENT 'Traded quantity in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `quote_volume` Nullable(Decimal(76, 18)) COMMENT 'Traded value in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `taker_buy_volume` Nullable(Decimal(76, 18)) COMMENT 'Part of volume in which the taker bought, in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `taker_buy_quote_volume` Nullable(Decimal(76, 18)) COMMENT 'Part of quote_volume in which the taker bought, in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `trade_count` Nullable(Int64) COMMENT 'Number of trades (of samples for MARK, INDEX, PREMIUM); null where the venue does not give it.',
    `quantity_unit` LowCardinality(String) COMMENT 'What volume counts: the base asset, the quote asset or contracts.',
    `closed` Bool COMMENT 'True when the venue has declared the interval ended. No unit.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the venue last updated it: UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `price_type`,
    `interval`,
    `open_time`,
    `close_time`,
    CAST(`open` AS Decimal(76, 18)) AS `open`,
    CAST(`high` AS Decimal(76, 18)) AS `high`,
    CAST(`low` AS Decimal(76, 18)) AS `low`,
    CAST(`close` AS Decimal(76, 18)) AS `close`,
    CAST(`volume` AS Nullable(Decimal(76, 18))) AS `volume`,
    CAST(`quote_volume` AS Nullable(Decimal(76, 18))) AS `quote_volume`,
    CAST(`taker_buy_volume` AS Nullable(Decimal(76, 18))) AS `taker_buy_volume`,
    CAST(`taker_buy_quote_volume` AS Nullable(Decimal(76, 18))) AS `taker_buy_quote_volume`,
    `trade_count`,
    `quantity_unit`,
    `closed`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.klines FINAL
COMMENT 'A candle as the venue itself publishes it. Identity: venue, symbol, price_type, interval, open_time.';

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
COMMENT 'Open, high, low, close and volumes of the trades of one interval. Identity: venue, symbol, interval, open_time; more trades win, then closed, then the later update.';

CREATE OR REPLACE VIEW market.funding_rates
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `funding_time` DateTime64(6, 'UTC') COMMENT 'When the funding is or was exchanged: UTC, to the microsecond.',
    `rate` Decimal(76, 18) COMMENT 'Rate for one interval as a fraction of position value: 0.0001 is 1 basis point; may be negative. Exact decimal, 18 digits after the point.',
    `interval_minutes` Nullable(Int32) COMMENT 'Length of the funding interval in minutes; null where the venue does not give it.',
    `settled` Bool COMMENT 'True when the rate was exchanged, false when it is a prediction. No unit.',
    `mark_price` Nullable(Decimal(76, 18)) COMMENT 'Mark price at settlement in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the rate was published: UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `funding_time`,
    CAST(`rate` AS Decimal(76, 18)) AS `rate`,
    `interval_minutes`,
    `settled`,
    CAST(`mark_price` AS Nullable(Decimal(76, 18))) AS `mark_price`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.funding_rates FINAL
COMMENT 'Funding rate of a perpetual contract. Identity: venue, symbol, funding_time, settled.';

CREATE OR REPLACE VIEW market.mark_prices
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `mark_price` Decimal(76, 18) COMMENT 'Mark price in the quote currency. Exact decimal, 18 digits after the point.',
    `index_price` Nullable(Decimal(76, 18)) COMMENT 'Index price in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `estimated_settle_price` Nullable(Decimal(76, 18)) COMMENT 'Estimated settlement price in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `funding_rate` Nullable(Decimal(76, 18)) COMMENT 'Predicted funding rate, a fraction of position value. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `next_funding_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When funding is next exchanged: UTC, to the microsecond; null where there is none.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the price was computed: UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    CAST(`mark_price` AS Decimal(76, 18)) AS `mark_price`,
    CAST(`index_price` AS Nullable(Decimal(76, 18))) AS `index_price`,
    CAST(`estimated_settle_price` AS Nullable(Decimal(76, 18))) AS `estimated_settle_price`,
    CAST(`funding_rate` AS Nullable(Decimal(76, 18))) AS `funding_rate`,
    `next_funding_time`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.mark_prices FINAL
COMMENT 'Mark and index price of a derivative. Identity: venue, symbol, event_time.';

CREATE OR REPLACE VIEW market.open_interest
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `open_interest` Decimal(76, 18) COMMENT 'Open positions in quantity_unit, not negative. Exact decimal, 18 digits after the point.',
    `quantity_unit` LowCardinality(String) COMMENT 'What open_interest counts: the base asset, the quote asset or contracts.',
    `base_quantity` Nullable(Decimal(76, 18)) COMMENT 'Open interest in base asset units. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `quote_value` Nullable(Decimal(76, 18)) COMMENT 'Open interest valued in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `top_trader_account_ratio` Nullable(Decimal(76, 18)) COMMENT 'Long accounts over short accounts among top traders, a ratio. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `top_trader_position_ratio` Nullable(Decimal(76, 18)) COMMENT 'Long over short positions of top traders, a ratio. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `account_ratio` Nullable(Decimal(76, 18)) COMMENT 'Long accounts over short accounts of all traders, a ratio. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `taker_volume_ratio` Nullable(Decimal(76, 18)) COMMENT 'Taker buy over taker sell volume, a ratio. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'The moment the figure describes: UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    CAST(`open_interest` AS Decimal(76, 18)) AS `open_interest`,
    `quantity_unit`,
    CAST(`base_quantity` AS Nullable(Decimal(76, 18))) AS `base_quantity`,
    CAST(`quote_value` AS Nullable(Decimal(76, 18))) AS `quote_value`,
    CAST(`top_trader_account_ratio` AS Nullable(Decimal(76, 18))) AS `top_trader_account_ratio`,
    CAST(`top_trader_position_ratio` AS Nullable(Decimal(76, 18))) AS `top_trader_position_ratio`,
    CAST(`account_ratio` AS Nullable(Decimal(76, 18))) AS `account_ratio`,
    CAST(`taker_volume_ratio` AS Nullable(Decimal(76, 18))) AS `taker_volume_ratio`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.open_interest FINAL
COMMENT 'Open interest of a derivative, and the long/short ratios where an archive carries them. Identity: venue, symbol, event_time.';

CREATE OR REPLACE VIEW market.tickers
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `open_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'Start of the rolling window: UTC, to the microsecond; null where the venue does not give it.',
    `open` Nullable(Decimal(76, 18)) COMMENT 'Price at the start of the window in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `high` Nullable(Decimal(76, 18)) COMMENT 'Highest price in the window in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `low` Nullable(Decimal(76, 18)) COMMENT 'Lowest price in the window in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `last` Decimal(76, 18) COMMENT 'Last price in the quote currency. Exact decimal, 18 digits after the point.',
    `volume` Nullable(Decimal(76, 18)) COMMENT 'Traded quantity in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `quote_volume` Nullable(Decimal(76, 18)) COMMENT 'Traded value in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `quantity_unit` LowCardinality(String) COMMENT 'What volume counts: the base asset, the quote asset or contracts.',
    `trade_count` Nullable(Int64) COMMENT 'Number of trades in the window; null where the venue does not give it.',
    `bid_price` Nullable(Decimal(76, 18)) COMMENT 'Best bid in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `bid_quantity` Nullable(Decimal(76, 18)) COMMENT 'Quantity at the best bid in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `ask_price` Nullable(Decimal(76, 18)) COMMENT 'Best ask in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `ask_quantity` Nullable(Decimal(76, 18)) COMMENT 'Quantity at the best ask in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'End of the window: UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `open_time`,
    CAST(`open` AS Nullable(Decimal(76, 18))) AS `open`,
    CAST(`high` AS Nullable(Decimal(76, 18))) AS `high`,
    CAST(`low` AS Nullable(Decimal(76, 18))) AS `low`,
    CAST(`last` AS Decimal(76, 18)) AS `last`,
    CAST(`volume` AS Nullable(Decimal(76, 18))) AS `volume`,
    CAST(`quote_volume` AS Nullable(Decimal(76, 18))) AS `quote_volume`,
    `quantity_unit`,
    `trade_count`,
    CAST(`bid_price` AS Nullable(Decimal(76, 18))) AS `bid_price`,
    CAST(`bid_quantity` AS Nullable(Decimal(76, 18))) AS `bid_quantity`,
    CAST(`ask_price` AS Nullable(Decimal(76, 18))) AS `ask_price`,
    CAST(`ask_quantity` AS Nullable(Decimal(76, 18))) AS `ask_quantity`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.tickers FINAL
COMMENT 'Rolling statistics of the last 24 hours. Identity: venue, symbol, event_time.';

CREATE OR REPLACE VIEW market.book_tickers
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `sequence` Nullable(Int64) COMMENT 'The order book\'s update id; null where the venue does not give it. No unit.',
    `bid_price` Decimal(76, 18) COMMENT 'Best bid in the instrument\'s quote currency for one unit of base (for one contract\'s underlying on derivatives), greater than 0. Exact decimal, 18 digits after the point.',
    `bid_quantity` Decimal(76, 18) COMMENT 'Quantity at the best bid in quantity_unit. Exact decimal, 18 digits after the point.',
    `ask_price` Decimal(76, 18) COMMENT 'Best ask in the instrument\'s quote currency for one unit of base (for one contract\'s underlying on derivatives), greater than 0. Exact decimal, 18 digits after the point.',
    `ask_quantity` Decimal(76, 18) COMMENT 'Quantity at the best ask in quantity_unit. Exact decimal, 18 digits after the point.',
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the book changed (the time of receipt where the venue gives none): UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `sequence`,
    CAST(`bid_price` AS Decimal(76, 18)) AS `bid_price`,
    CAST(`bid_quantity` AS Decimal(76, 18)) AS `bid_quantity`,
    CAST(`ask_price` AS Decimal(76, 18)) AS `ask_price`,
    CAST(`ask_quantity` AS Decimal(76, 18)) AS `ask_quantity`,
    `quantity_unit`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.book_tickers FINAL
COMMENT 'Best bid and offer. Identity: venue, symbol, event_time, sequence.';

CREATE OR REPLACE VIEW market.l2_snapshots
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `grid_time` DateTime64(6, 'UTC') COMMENT 'The grid\'s moment the snapshot stands for: UTC, to the microsecond, a multiple of interval_ms.',
    `interval_ms` Int32 COMMENT 'Distance of the grid\'s moments in milliseconds, 100 to 3600000.',
    `depth` Int32 COMMENT 'Most levels a side, 1 or more; fewer stand where the book is thinner.',
    `capture_id` LowCardinality(String) COMMENT 'Which capture took it; captures of the same symbol differ here. No unit.',
    `number` Int64 COMMENT 'Running number in the capture and symbol, from 0: a hole in it is a lost snapshot. No unit.',
    `sequence` Nullable(Int64) COMMENT 'The book\'s last applied update id; null where the venue has none. No unit.',
    `capture_latency_us` Int64 COMMENT 'How long after grid_time the snapshot was taken, in microseconds.',
    `book_state` LowCardinality(String) COMMENT 'State of the book. No unit.',
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.',
    `bids.price` Array(Decimal(76, 18)) COMMENT 'The bids, best first: highest price first. No unit of its own. Price of the level in the quote currency, exact.',
    `bids.quantity` Array(Decimal(76, 18)) COMMENT 'The bids, best first: highest price first. No unit of its own. Quantity resting at the price, in quantity_unit, exact.',
    `asks.price` Array(Decimal(76, 18)) COMMENT 'The asks, best first: lowest price first. No unit of its own. Price of the level in the quote currency, exact.',
    `asks.quantity` Array(Decimal(76, 18)) COMMENT 'The asks, best first: lowest price first. No unit of its own. Quantity resting at the price, in quantity_unit, exact.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'The venue\'s time of the last applied update: UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `grid_time`,
    `interval_ms`,
    `depth`,
    `capture_id`,
    `number`,
    `sequence`,
    `capture_latency_us`,
    `book_state`,
    `quantity_unit`,
    CAST(`bids.price` AS Array(Decimal(76, 18))) AS `bids.price`,
    CAST(`bids.quantity` AS Array(Decimal(76, 18))) AS `bids.quantity`,
    CAST(`asks.price` AS Array(Decimal(76, 18))) AS `asks.price`,
    CAST(`asks.quantity` AS Array(Decimal(76, 18))) AS `asks.quantity`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.l2_snapshots FINAL
COMMENT 'The top of an order book on a regular grid of times. Identity: venue, symbol, grid_time, interval_ms, depth, capture_id.';

CREATE OR REPLACE VIEW market.liquidations
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `side` LowCardinality(String) COMMENT 'Side of the forced order: BUY closes a short. No unit.',
    `price` Decimal(76, 18) COMMENT 'Limit price in the quote currency. Exact decimal, 18 digits after the point.',
    `average_price` Nullable(Decimal(76, 18)) COMMENT 'Average fill price in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `quantity` Decimal(76, 18) COMMENT 'Order quantity in quantity_unit. Exact decimal, 18 digits after the point.',
    `filled_quantity` Nullable(Decimal(76, 18)) COMMENT 'Filled so far in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.',
    `status` LowCardinality(Nullable(String)) COMMENT 'The venue\'s order status; null where it does not say. No unit.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When it happened by the venue\'s clock (the matching engine\'s for trades): UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `side`,
    CAST(`price` AS Decimal(76, 18)) AS `price`,
    CAST(`average_price` AS Nullable(Decimal(76, 18))) AS `average_price`,
    CAST(`quantity` AS Decimal(76, 18)) AS `quantity`,
    CAST(`filled_quantity` AS Nullable(Decimal(76, 18))) AS `filled_quantity`,
    `quantity_unit`,
    `status`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.liquidations FINAL
COMMENT 'A forced order. Identity: venue, symbol, event_time, side, price, quantity.';

CREATE OR REPLACE VIEW market.instruments
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `unified_symbol` LowCardinality(String) COMMENT 'The same instrument in one spelling over all venues, such as BTC/USDT:USDT. No unit.',
    `kind` LowCardinality(String) COMMENT 'SPOT, PERPETUAL, FUTURE and others: open set. No unit.',
    `base` LowCardinality(String) COMMENT 'Base asset. No unit.',
    `quote` LowCardinality(String) COMMENT 'Quote asset. No unit.',
    `settle` LowCardinality(Nullable(String)) COMMENT 'Settlement asset; null for spot. No unit.',
    `status` LowCardinality(String) COMMENT 'The venue\'s word for whether it trades. No unit.',
    `tick_size` Nullable(Decimal(76, 18)) COMMENT 'Smallest price step in the quote currency. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `lot_size` Nullable(Decimal(76, 18)) COMMENT 'Smallest quantity step in quantity_unit. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `quantity_unit` LowCardinality(String) COMMENT 'What quantity counts: the base asset, the quote asset or contracts.',
    `contract_size` Nullable(Decimal(76, 18)) COMMENT 'Value of one contract in contract_size_asset. Exact decimal, 18 digits after the point; null where the venue does not give it.',
    `contract_size_asset` LowCardinality(Nullable(String)) COMMENT 'Asset contract_size counts; null for spot. No unit.',
    `listed_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When trading began: UTC, to the microsecond; null where not given.',
    `expiry_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the contract expires: UTC, to the microsecond; null for spot and perpetuals.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the venue\'s listing said so: UTC, to the microsecond, as fine as the venue gives it.',
    `publish_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When the venue\'s gateway sent it: UTC, to the microsecond; null where the venue does not say.',
    `receive_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'When it was read from the socket by our clock: UTC, to the microsecond; null for archives.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `unified_symbol`,
    `kind`,
    `base`,
    `quote`,
    `settle`,
    `status`,
    CAST(`tick_size` AS Nullable(Decimal(76, 18))) AS `tick_size`,
    CAST(`lot_size` AS Nullable(Decimal(76, 18))) AS `lot_size`,
    `quantity_unit`,
    CAST(`contract_size` AS Nullable(Decimal(76, 18))) AS `contract_size`,
    `contract_size_asset`,
    `listed_time`,
    `expiry_time`,
    `event_time`,
    `publish_time`,
    `receive_time`,
    `source`
FROM market_store.instruments FINAL
COMMENT 'What a symbol is. Identity: venue, symbol; the latest wins.';

CREATE OR REPLACE VIEW market.feed_status
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `data_type` LowCardinality(String) COMMENT 'Which type the status is about, such as trades or l2. Open set. No unit.',
    `state` LowCardinality(String) COMMENT 'The state entered at event_time. No unit.',
    `reason` LowCardinality(Nullable(String)) COMMENT 'Why, in words; null where nothing needs saying. No unit.',
    `connection_id` LowCardinality(String) COMMENT 'Which connection of which capture. No unit.',
    `last_sequence` Nullable(Int64) COMMENT 'Last id seen before the change; null where there is none. No unit.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the state was entered, by our clock: UTC, to the microsecond, as fine as the venue gives it.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `data_type`,
    `state`,
    `reason`,
    `connection_id`,
    `last_sequence`,
    `event_time`,
    `source`
FROM market_store.feed_status FINAL
COMMENT 'State of one symbol\'s feed of one data type: an outage is data. Identity: venue, symbol, data_type, connection_id, event_time.';

CREATE OR REPLACE VIEW market.coverage
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `coverage_id` String COMMENT 'Names the proof; the same proof repeated has the same id. No unit.',
    `data_type` LowCardinality(String) COMMENT 'Which type is covered, such as trades. Open set. No unit.',
    `from_time` DateTime64(6, 'UTC') COMMENT 'Start of the covered span, inclusive: UTC, to the microsecond.',
    `to_time` DateTime64(6, 'UTC') COMMENT 'End of the covered span, exclusive: UTC, to the microsecond.',
    `first_sequence` Nullable(Int64) COMMENT 'First id covered; null where ids are not contiguous. No unit.',
    `last_sequence` Nullable(Int64) COMMENT 'Last id covered, inclusive; null where ids are not contiguous. No unit.',
    `record_count` Nullable(Int64) COMMENT 'Records in the span; null where not known.',
    `basis` LowCardinality(String) COMMENT 'What proves it: ARCHIVE_FILE, BACKFILL and others. Open set. No unit.',
    `evidence` String COMMENT 'The file and its checksum, or the request, that proves it. No unit.',
    `event_time` DateTime64(6, 'UTC') COMMENT 'When the proof was made, by our clock: UTC, to the microsecond, as fine as the venue gives it.',
    `source` LowCardinality(String) COMMENT 'By which way the record came to us. No unit.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `coverage_id`,
    `data_type`,
    `from_time`,
    `to_time`,
    `first_sequence`,
    `last_sequence`,
    `record_count`,
    `basis`,
    `evidence`,
    `event_time`,
    `source`
FROM market_store.coverage FINAL
COMMENT 'A proof that a stretch of a symbol\'s data is complete. Identity: coverage_id.';

CREATE OR REPLACE VIEW market.gaps
(
    `venue` LowCardinality(String) COMMENT 'The venue\'s product the record is about, such as binance-spot or kraken-spot. Open set. No unit.',
    `symbol` LowCardinality(String) COMMENT 'The venue\'s own name of the instrument in its canonical spelling, such as BTCUSDT or BTC/USD. No unit.',
    `gap_id` String COMMENT 'Names the gap over its life. No unit.',
    `data_type` LowCardinality(String) COMMENT 'What is missing, such as trades or l2. Open set. No unit.',
    `status` LowCardinality(String) COMMENT 'Where the gap stands. No unit.',
    `cause` LowCardinality(String) COMMENT 'Why: MISSING_IDS, OUTAGE, BROKEN_BOOK, SILENCE and others. Open set. No unit.',
    `first_missing` Nullable(Int64) COMMENT 'First missing id; null where the gap is a span of time. No unit.',
    `last_missing` Nullable(Int64) COMMENT 'Last missing id, inclusive; null where the gap is a span of time. No unit.',
    `missing_count` Nullable(Int64) COMMENT 'How many ids are missing; null where not countable.',
    `from_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'Last event before the gap: UTC, to the microsecond; null where not known.',
    `to_time` Nullable(DateTime64(6, 'UTC')) COMMENT 'First event after the gap: UTC, to the microsecond; null while open at the end.',
    `explanation` Nullable(String) COMMENT 'By which documented rule the gap is harmless, or why it can\'t be repaired; null otherwise. No unit.',
    `detected_time` DateTime64(6, 'UTC') COMMENT 'When the gap was found, by our clock: UTC, to the microsecond.',
    `update_time` DateTime64(6, 'UTC') COMMENT 'When this state was emitted, by our clock: UTC, to the microsecond.'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
AS SELECT
    `venue`,
    `symbol`,
    `gap_id`,
    `data_type`,
    `status`,
    `cause`,
    `first_missing`,
    `last_missing`,
    `missing_count`,
    `from_time`,
    `to_time`,
    `explanation`,
    `detected_time`,
    `update_time`
FROM market_store.gaps FINAL
COMMENT 'Something that should be there and is not, and what became of it. Identity: gap_id; the latest wins.';
