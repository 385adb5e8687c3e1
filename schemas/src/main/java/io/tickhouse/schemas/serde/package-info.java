/** Records to and from bytes in the Confluent wire format, with schema ids from a Confluent-compatible registry. */
@NullMarked
package io.tickhouse.schemas.serde;

import org.jspecify.annotations.NullMarked;
