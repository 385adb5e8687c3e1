/**
 * Measurements of Tickhouse beside what a user would do without it and beside the limit of the machine, in one run; and the
 * trials that try to break its promises. It starts the services as processes, as users do; no service knows of it.
 */
@NullMarked
package io.tickhouse.bench;

import org.jspecify.annotations.NullMarked;
