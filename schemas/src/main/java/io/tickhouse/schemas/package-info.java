/**
 * The contract: which topics exist, what lies in them, and which table each one fills. Everything that meets in a topic
 * meets here; nothing here knows a service.
 */
@NullMarked
package io.tickhouse.schemas;

import org.jspecify.annotations.NullMarked;
