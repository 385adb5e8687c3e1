/** Brings an archive's files here and verifies them before a row is used: HTTP or a folder, checksums, ZIPs. Knows no record and no broker. */
@NullMarked
package io.tickhouse.ingest.bulk.fetch;

import org.jspecify.annotations.NullMarked;
