/**
 * Bybit's public archive of trades: where its files lie and how their lines read. Source: public.bybit.com, to which the
 * documentation of the v5 API points for older trades. Touches no network and no broker.
 */
@NullMarked
package io.tickhouse.ingest.bulk.venue.bybit;

import org.jspecify.annotations.NullMarked;
