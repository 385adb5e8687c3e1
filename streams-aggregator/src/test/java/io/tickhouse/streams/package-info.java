/** Tests of the room of the same name. */
@NullMarked
package io.tickhouse.streams;

import org.jspecify.annotations.NullMarked;
