/** The words the rooms share: an archive's file, and everything that can be wrong with one. Knows no venue, no network and no broker. */
@NullMarked
package io.tickhouse.ingest.bulk.archive;

import org.jspecify.annotations.NullMarked;
