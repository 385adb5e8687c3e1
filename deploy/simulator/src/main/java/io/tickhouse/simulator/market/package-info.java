/**
 * The seeded market: which trades happen on which day. Pure: no clock, no file, no network, no thread; the same seed
 * gives the same trades whatever is asked first. Prices and quantities are whole numbers of the instrument's smallest
 * decimal; doubles appear in probabilities and arrival times only.
 */
@NullMarked
package io.tickhouse.simulator.market;

import org.jspecify.annotations.NullMarked;
