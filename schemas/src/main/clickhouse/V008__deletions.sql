-- A live table gets some fifty parts a second, and each is deleted eight minutes after a merge took it in. Deleted every half
-- minute, as ClickHouse does by itself, they hold up the file system, and inserts with it, for a second or two.

ALTER TABLE market_store.trades MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.agg_trades MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.klines MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.candles MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.funding_rates MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.mark_prices MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.open_interest MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.tickers MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.book_tickers MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.l2_snapshots MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.liquidations MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.instruments MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.feed_status MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.coverage MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.gaps MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;

ALTER TABLE market_store.trade_days MODIFY SETTING cleanup_delay_period = 5, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 10;
