/**
 * The live capture service: one pass from a venue's socket to the live topics. This package wires the rooms and holds the
 * one loop that frames go through; it opens no socket and makes no producer itself.
 */
@NullMarked
package io.tickhouse.ingest.ws;

import org.jspecify.annotations.NullMarked;
