/** Reading JSON that strangers send: bounded, exact, without a tree where it matters. Pure. */
@NullMarked
package io.tickhouse.ingest.ws.venue.json;

import org.jspecify.annotations.NullMarked;
