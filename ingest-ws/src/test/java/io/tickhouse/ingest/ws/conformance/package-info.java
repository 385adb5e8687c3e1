/**
 * What every venue's folder has to pass: golden frames and the table of the reference that lists them, mutations of frames,
 * the rule of its books under drops, repetitions and swaps, units and sides. A venue's own test is a subclass that says
 * what is particular.
 */
package io.tickhouse.ingest.ws.conformance;
