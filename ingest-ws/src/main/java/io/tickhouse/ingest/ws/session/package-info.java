/**
 * Sessions: captures that users begin, change and end at run time. What is wanted and what has become of it is in the ledger
 * topic, read by all replicas; of the replicas of a consumer group, the one that owns a session's partition runs it.
 */
@NullMarked
package io.tickhouse.ingest.ws.session;

import org.jspecify.annotations.NullMarked;
