/** The deploy step: makes the catalogue's topics in a broker and registers its schemas in a registry. */
@NullMarked
package io.tickhouse.schemas.provision;

import org.jspecify.annotations.NullMarked;
