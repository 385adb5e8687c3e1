/** The demo: an archive's whole journey into ClickHouse, and the proof that nothing was lost or doubled. */
@NullMarked
package io.tickhouse.launcher.demo;

import org.jspecify.annotations.NullMarked;
