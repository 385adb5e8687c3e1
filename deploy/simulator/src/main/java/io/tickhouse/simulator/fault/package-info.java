/**
 * Faults on command: what can go wrong with an answer ({@link io.tickhouse.simulator.fault.Fault}) or with a file's
 * content ({@link io.tickhouse.simulator.fault.Defect}, {@link io.tickhouse.simulator.fault.Mutator}), on which paths, and how often. It knows bytes and paths only, so
 * that every protocol of the simulator can use it; it must not import a server or the market.
 */
@NullMarked
package io.tickhouse.simulator.fault;

import org.jspecify.annotations.NullMarked;
