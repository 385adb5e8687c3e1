/**
 * Sockets and nothing else: opened, subscribed, watched, replaced. The only place that knows the WebSocket library. What
 * comes in goes to the inbox unread.
 */
@NullMarked
package io.tickhouse.ingest.ws.connection;

import org.jspecify.annotations.NullMarked;
