/**
 * The dead letters as an operator works with them: read, chosen, shown and published again. It knows the topic and its headers
 * only; the services that write letters it knows not.
 */
@NullMarked
package io.tickhouse.launcher.deadletter;

import org.jspecify.annotations.NullMarked;
