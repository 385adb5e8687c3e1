/** Configuration: defaults, file, environment and command line in one checked and printable whole. */
@NullMarked
package io.tickhouse.service.config;

import org.jspecify.annotations.NullMarked;
