/**
 * What a live venue is told to do wrong: the kinds of faults, their text form and those in force. Pure: it says what goes
 * wrong and how often, the exchange does it.
 */
@NullMarked
package io.tickhouse.simulator.exchange.fault;

import org.jspecify.annotations.NullMarked;
