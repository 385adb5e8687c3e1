package io.tickhouse.sink.clickhouse;

import io.tickhouse.service.admin.Health;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** Asks the broker now and then whether it is there, since a consumer that gets nothing does not say why. */
final class KafkaReach {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Admin admin;
    private final Health health;
    private @Nullable KafkaFuture<String> asked;
    private long nextAt = Long.MIN_VALUE;

    KafkaReach(Admin admin, Health health) {
        this.admin = admin;
        this.health = health;
    }

    /**
     * Looks at the last answer, and asks again when it is time; never waits.
     *
     * @param now milliseconds of a steady clock
     */
    void look(long now) {
        if (asked != null && asked.isDone()) {
            if (asked.isCompletedExceptionally()) {
                health.down("kafka", "no broker answers");
            } else {
                health.up("kafka");
            }
            asked = null;
        }
        if (asked == null && now >= nextAt) {
            nextAt = now + EVERY.toMillis();
            asked = admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) EVERY.toMillis()))
                    .clusterId();
        }
    }
}
