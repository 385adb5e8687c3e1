/**
 * The venues' bulk archives: their folders, their ZIP, CHECKSUM and gzip files, and the HTTP server that lists them and
 * hands them out. Tests
 * of other modules start at {@link io.tickhouse.simulator.archive.ArchiveFolder} and
 * {@link io.tickhouse.simulator.archive.ArchiveServer}. It has rows from {@code dataset} and misbehaves as
 * {@code fault} says; it must not decide by itself that something goes wrong.
 */
@NullMarked
package io.tickhouse.simulator.archive;

import org.jspecify.annotations.NullMarked;
