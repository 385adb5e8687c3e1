package io.tickhouse.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How members of a Kafka group agree on who owns what. */
enum Protocol {
    /** The members elect a leader that assigns; the member's own session timeout holds. */
    CLASSIC,
    /** The broker assigns; the broker's session timeout holds. */
    CONSUMER;

    /** Settings of a sink that speaks it. */
    List<String> sink(Duration session) {
        return switch (this) {
            case CLASSIC ->
                List.of(
                        "kafka.consumer.group.protocol=classic",
                        "kafka.consumer.session.timeout.ms=" + session.toMillis(),
                        "kafka.consumer.heartbeat.interval.ms=" + session.toMillis() / 5);
            case CONSUMER -> List.of("kafka.consumer.group.protocol=consumer");
        };
    }

    /** Settings of a broker on which both may have so short a session. */
    static Map<String, String> broker(Duration session) {
        String timeout = Long.toString(session.toMillis());
        String heartbeat = Long.toString(session.toMillis() / 5);
        return Map.of(
                "group.min.session.timeout.ms", timeout,
                "group.consumer.min.session.timeout.ms", timeout,
                "group.consumer.session.timeout.ms", timeout,
                "group.consumer.min.heartbeat.interval.ms", heartbeat,
                "group.consumer.heartbeat.interval.ms", heartbeat);
    }
}
