/** Tests of the room of the same name. */
@NullMarked
package io.tickhouse.streams.coverage;

import org.jspecify.annotations.NullMarked;
