/** What holds for the whole house: the format of its sources here, the rules of its rooms in the tests. */
@NullMarked
package io.tickhouse.gates;

import org.jspecify.annotations.NullMarked;
