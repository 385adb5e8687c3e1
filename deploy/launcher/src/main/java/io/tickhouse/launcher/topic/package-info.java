/** Topics read without a consumer group: counted, summed, shown as JSON. */
@NullMarked
package io.tickhouse.launcher.topic;

import org.jspecify.annotations.NullMarked;
