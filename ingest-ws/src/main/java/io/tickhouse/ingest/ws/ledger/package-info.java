/** The ledger of sessions, as all replicas read it. */
@NullMarked
package io.tickhouse.ingest.ws.ledger;

import org.jspecify.annotations.NullMarked;
