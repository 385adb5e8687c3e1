/**
 * The boot kit: how every service starts, reads its configuration, tells its health and stops. Nothing enters that fewer
 * than three services need, and no word of markets at all.
 */
@NullMarked
package io.tickhouse.service;

import org.jspecify.annotations.NullMarked;
