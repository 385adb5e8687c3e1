/**
 * WebSocket connections: open, watch, take up again. The only room that imports Tyrus. Its socket thread reads and hands
 * over, nothing else; what a frame means is none of its business.
 */
@NullMarked
package io.tickhouse.ingest.ws.connection;

import org.jspecify.annotations.NullMarked;
