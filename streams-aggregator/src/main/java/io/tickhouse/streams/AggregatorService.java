package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the topology from start to drain. */
public final class AggregatorService implements Service {
    /** The service's name. */
    public static final String NAME = "streams-aggregator";

    private static final Logger LOG = LoggerFactory.getLogger(AggregatorService.class);
    private static final String PART = "streams";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String configPrefix() {
        return AggregatorConfig.PREFIX;
    }

    @Override
    public ConfigDef config() {
        return AggregatorConfig.def();
    }

    @Override
    public void check(ServiceContext context) throws InterruptedException {
        try (Admin admin = context.kafka().admin()) {
            Surroundings.verify(admin, registry(context));
        }
    }

    @Override
    public int run(ServiceContext context) throws InterruptedException {
        context.health().down(PART, "starting");
        check(context);
        AggregatorConfig config = new AggregatorConfig(context.config());
        ConsumerBacklog backlog = new ConsumerBacklog();
        KafkaStreams streams = new KafkaStreams(
                AggregatorTopology.of(config, registry(context), context.metrics(), backlog),
                StreamsSettings.of(config, context.kafka(), context.metrics()),
                backlog);
        streams.setUncaughtExceptionHandler(error -> {
            LOG.atError().setCause(error).log("a stream thread failed; the service stops and is to be restarted");
            context.health().fatal("a stream thread failed: " + error);
            context.stop().stop();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == State.RUNNING) {
                context.health().up(PART);
            } else {
                context.health().down(PART, "Kafka Streams is " + now);
            }
            if (now == State.ERROR) {
                context.health().fatal("Kafka Streams is in ERROR");
                context.stop().stop();
            }
        });
        try (KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams)) {
            metrics.bindTo(context.metrics());
            streams.start();
            context.stop().await();
        } finally {
            long drain = context.config().number(CommonConfig.DRAIN_TIMEOUT_MS);
            // leaving at once lets the next instance begin at once instead of after the session's timeout
            CloseOptions leave = CloseOptions.timeout(Duration.ofMillis(drain))
                    .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
            if (!streams.close(leave)) {
                LOG.atWarn().log("not drained in time; the open transaction is taken back and its trades read again");
            }
        }
        return context.health().whyDead().isPresent() ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private static SchemaRegistryClient registry(ServiceContext context) {
        return SchemaRegistries.client(
                context.config().string(CommonConfig.REGISTRY_URL),
                context.config().passedThrough("registry."));
    }
}
