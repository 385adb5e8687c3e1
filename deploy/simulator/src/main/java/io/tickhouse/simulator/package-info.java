/**
 * The simulator's command line. It wires the market model, the archive, the live exchange and the faults together and
 * decides when the process ends; what a trade is, how a file looks and what goes wrong live in the rooms below. Nothing here
 * talks to Kafka or ClickHouse: services meet the simulator through the venue's own protocols only.
 */
@NullMarked
package io.tickhouse.simulator;

import org.jspecify.annotations.NullMarked;
