/** What a load tells people and programs: progress, the summary and the report file. Decides nothing. */
@NullMarked
package io.tickhouse.ingest.bulk.report;

import org.jspecify.annotations.NullMarked;
