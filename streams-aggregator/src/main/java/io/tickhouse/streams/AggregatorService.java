package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.Background;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.streams.coverage.Fact.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigDef;

/** Runs the topology from start to drain. */
public final class AggregatorService implements Service {
    /** The service's name. */
    public static final String NAME = "streams-aggregator";

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
    public int run(ServiceContext context) throws Exception {
        for (Lane lane : Lane.values()) {
            context.health().down(LaneStreams.part(lane), "starting");
        }
        check(context);
        AggregatorConfig config = new AggregatorConfig(context.config());
        List<LaneStreams> lanes = new ArrayList<>();
        try {
            for (Lane lane : Lane.values()) {
                lanes.add(start(lane, config, context));
            }
            context.stop().await();
        } finally {
            // side by side: each may take all of the time that the service is given
            try (ExecutorService drain = Executors.newVirtualThreadPerTaskExecutor()) {
                lanes.forEach(lane -> drain.execute(lane::close));
            }
        }
        return context.health().whyDead().isPresent() ? ExitCodes.FAILED : ExitCodes.OK;
    }

    /** Where processors are scarce, history is what waits. */
    private static LaneStreams start(Lane lane, AggregatorConfig config, ServiceContext context) throws Exception {
        Callable<LaneStreams> streams = () -> LaneStreams.start(lane, config, context, registry(context));
        return lane == Lane.HISTORY ? Background.call(streams) : streams.call();
    }

    private static SchemaRegistryClient registry(ServiceContext context) {
        return SchemaRegistries.client(
                context.config().string(CommonConfig.REGISTRY_URL),
                context.config().passedThrough("registry."));
    }
}
