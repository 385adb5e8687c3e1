/** Kafka clients made from a service's configuration, with the settings that every service of ours relies on. */
@NullMarked
package io.tickhouse.service.kafka;

import org.jspecify.annotations.NullMarked;
