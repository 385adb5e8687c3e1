/** Which ids of a symbol are missing or repeated. Pure: no clock, no I/O, no knowledge of any venue. */
@NullMarked
package io.tickhouse.ingest.ws.sequence;

import org.jspecify.annotations.NullMarked;
