/** Settings, and the parts of a load made from them. */
@NullMarked
package io.tickhouse.ingest.bulk.setup;

import org.jspecify.annotations.NullMarked;
