/**
 * What the archive's files hold: the venue's data types, the periods they are published for, and their rows, all made of
 * the market's seeded trades. It writes to a given stream and knows no folder, ZIP or server.
 */
@NullMarked
package io.tickhouse.simulator.dataset;

import org.jspecify.annotations.NullMarked;
