/**
 * What venues said, word for word, on disk: every frame and every answer with the time it was received
 * (docs/reference/raw-archive.md). It never holds a capture up: what the disk does not take is counted and told, in the
 * archive itself as well.
 */
@NullMarked
package io.tickhouse.ingest.ws.archive;

import org.jspecify.annotations.NullMarked;
