package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.streams.coverage.Fact.Lane;
import java.time.Duration;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka Streams client of one lane: its threads, their transactions and its folder of state. */
final class LaneStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneStreams.class);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final CloseOptions leaving;

    private LaneStreams(KafkaStreams streams, KafkaStreamsMetrics metrics, CloseOptions leaving) {
        this.streams = streams;
        this.metrics = metrics;
        this.leaving = leaving;
    }

    /** The part of the service's health that is the lane's. */
    static String part(Lane lane) {
        return "streams-" + StreamsSettings.label(lane);
    }

    /** Starts it. The context's health follows its state; it stops the service when it fails. */
    static LaneStreams start(
            Lane lane, AggregatorConfig config, ServiceContext context, SchemaRegistryClient registry) {
        ConsumerBacklog backlog = new ConsumerBacklog();
        KafkaStreams streams = new KafkaStreams(
                AggregatorTopology.of(config, registry, context.metrics(), backlog),
                StreamsSettings.of(config, lane, context.kafka(), context.metrics()),
                backlog);
        streams.setUncaughtExceptionHandler(error -> {
            LOG.atError()
                    .setCause(error)
                    .addKeyValue("lane", lane)
                    .log("a stream thread failed; the service stops and is to be restarted");
            context.health().fatal("a stream thread failed: " + error);
            context.stop().stop();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) {
                context.health().up(part(lane));
            } else {
                context.health().down(part(lane), "Kafka Streams is " + now);
            }
            if (now == State.ERROR) {
                context.health().fatal("Kafka Streams is in ERROR");
                context.stop().stop();
            }
        });
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(context.metrics());
        streams.start();
        // leaving at once lets the next instance begin at once instead of after the session's timeout
        CloseOptions leaving = CloseOptions.timeout(
                        Duration.ofMillis(context.config().number(CommonConfig.DRAIN_TIMEOUT_MS)))
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        return new LaneStreams(streams, metrics, leaving);
    }

    @Override
    public void close() {
        if (!streams.close(leaving)) {
            LOG.atWarn().log("not drained in time; the open transaction is taken back and its trades read again");
        }
        metrics.close();
    }
}
