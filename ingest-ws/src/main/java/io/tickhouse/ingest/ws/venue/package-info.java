/**
 * The seam: what a venue's folder provides and what it is made of. Every folder below has the same files: {@code Adapter}
 * (what the venue is), {@code Streams} (which channels, where, by which requests), {@code Frames} (bytes of a socket to
 * messages), {@code Rest} (requests and bytes of answers to messages) and {@code BookSequence} (how one update of a book
 * follows another); what products of one family have in common is in a package beside them ({@code binance}). Pure: no clock,
 * no I/O, no Kafka.
 */
@NullMarked
package io.tickhouse.ingest.ws.venue;

import org.jspecify.annotations.NullMarked;
