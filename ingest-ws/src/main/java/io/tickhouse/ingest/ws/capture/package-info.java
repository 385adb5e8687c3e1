/**
 * One venue's capture: a single thread takes what sockets and requests bring, in order, and does all that needs memory of
 * what came before: sequences, books, feed status.
 */
@NullMarked
package io.tickhouse.ingest.ws.capture;

import org.jspecify.annotations.NullMarked;
