/** What a person sees of a capture: a table that lives, plain lines where nobody looks at a terminal, a report at the end. */
@NullMarked
package io.tickhouse.ingest.ws.report;

import org.jspecify.annotations.NullMarked;
