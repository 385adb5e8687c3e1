/** Settings, and what is made of them: venues, and captures ready to run. */
@NullMarked
package io.tickhouse.ingest.ws.setup;

import org.jspecify.annotations.NullMarked;
