/**
 * A live venue's server: sockets, HTTP, the passing of time, streams and their subscribers, and what goes wrong on command.
 * It knows no venue: what is said in which words is the {@link io.tickhouse.simulator.exchange.Venue}'s business. All of
 * it runs on one thread, so one exchange uses one core and needs no lock.
 */
@NullMarked
package io.tickhouse.simulator.exchange;

import org.jspecify.annotations.NullMarked;
