/**
 * The venue's bulk archive: its folders, its CSV, ZIP and CHECKSUM files, and the HTTP server that hands them out. Tests
 * of other modules start at {@link io.tickhouse.simulator.archive.ArchiveFolder} and
 * {@link io.tickhouse.simulator.archive.ArchiveServer}. It knows trades from {@code market} and misbehaves as
 * {@code fault} says; it must not decide by itself that something goes wrong.
 */
@NullMarked
package io.tickhouse.simulator.archive;

import org.jspecify.annotations.NullMarked;
