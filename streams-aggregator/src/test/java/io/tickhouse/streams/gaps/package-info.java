/** Tests of the room of the same name. */
@NullMarked
package io.tickhouse.streams.gaps;

import org.jspecify.annotations.NullMarked;
