/** Questions to ClickHouse over its own HTTP interface. */
@NullMarked
package io.tickhouse.launcher.query;

import org.jspecify.annotations.NullMarked;
