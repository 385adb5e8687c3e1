-- Inserts cost the server less. Statistics of every column, which ClickHouse computes with each part unless told otherwise, were
-- a sixth of its work, and every question here is answered by a table's key. A part as the sink inserts it is one file and not
-- one a column, each of them to be synced to the disk; merges make it a wide one from 64 MiB of uncompressed rows on.

ALTER TABLE market_store.trades MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.agg_trades MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.klines MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.candles MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.funding_rates MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.mark_prices MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.open_interest MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.tickers MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.book_tickers MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.l2_snapshots MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.liquidations MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.instruments MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.feed_status MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.coverage MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

ALTER TABLE market_store.gaps MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864;

-- Every insert of trades makes a part here as well. What a power failure takes from it is still in trades, so it does not wait
-- for the disk: feeding it anew from there changes nothing else.
ALTER TABLE market_store.trade_days MODIFY SETTING auto_statistics_types = '', min_bytes_for_wide_part = 67108864, fsync_after_insert = 0, fsync_part_directory = 0;
