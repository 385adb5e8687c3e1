/** The trial in its short form, and the proof that its comparison sees what it must see. */
@NullMarked
package io.tickhouse.bench.chaos;

import org.jspecify.annotations.NullMarked;
