/** What a person at a terminal can be shown. */
@NullMarked
package io.tickhouse.service.terminal;

import org.jspecify.annotations.NullMarked;
