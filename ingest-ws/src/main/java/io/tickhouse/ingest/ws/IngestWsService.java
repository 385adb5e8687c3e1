package io.tickhouse.ingest.ws;

import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.ingest.ws.connection.Frame;
import io.tickhouse.ingest.ws.connection.FrameQueue;
import io.tickhouse.ingest.ws.connection.Liveness;
import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.market.Venue;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Captures live trades of Binance spot: socket → queue → decoder → sequence → topic. */
final class IngestWsService implements Service {
    private static final Duration LOOK = Duration.ofMillis(100);

    @Override
    public String name() {
        return "ingest-ws";
    }

    @Override
    public String configPrefix() {
        return "ws.";
    }

    @Override
    public ConfigDef config() {
        return IngestWsConfig.def();
    }

    @Override
    public void check(ServiceContext context) throws Exception {
        serializer(context.config());
        try (Admin admin = context.kafka().admin()) {
            admin.describeTopics(List.of(Topics.TRADES.name(), Topics.DEAD_LETTERS.name()))
                    .allTopicNames()
                    .get();
        }
    }

    @Override
    public int run(ServiceContext context) throws Exception {
        ServiceConfig config = context.config();
        URI address = URI.create(config.string(IngestWsConfig.URL) + "/stream?timeUnit=MICROSECOND&streams=" + config.list(IngestWsConfig.SYMBOLS).stream().map(x -> x.toLowerCase(java.util.Locale.ROOT) + "@trade").collect(java.util.stream.Collectors.joining("/")));
        FrameQueue frames = new FrameQueue(config.integer(IngestWsConfig.QUEUE_FRAMES));
        context.metrics().gauge("ws.queue.frames", frames, FrameQueue::size);
        context.metrics().more().counter("ws.queue.waits", List.of(), frames, FrameQueue::waits);
        Liveness liveness = new Liveness();
        ConnectionLog log = new ConnectionLog(Venue.BINANCE_SPOT.name(), context.health(), context.metrics());
        try (LivePublisher publisher = publisher(context)) {
            FramePipeline pipeline = new FramePipeline(
                    Venue.BINANCE_SPOT.name(),
                    new io.tickhouse.ingest.ws.venue.binancespot.Adapter().frames(),
                    publisher,
                    liveness,
                    context.metrics());
            ConnectionKeeper keeper = new ConnectionKeeper(
                    address, IngestWsConfig.connection(config), frames, liveness, log, context.stop());
            Thread connection = Thread.ofPlatform().name("connection").start(keeper);
            pump(frames, pipeline, connection, context);
            publisher.flush();
        }
        return ExitCodes.OK;
    }

    /** Until the stop, and then until the connection has ended and its last frame is through. */
    private static void pump(FrameQueue frames, FramePipeline pipeline, Thread connection, ServiceContext context)
            throws InterruptedException {
        try {
            while (!context.stop().isStopping() || connection.isAlive() || frames.size() > 0) {
                Frame frame = frames.poll(LOOK);
                if (frame != null) {
                    pipeline.process(frame);
                }
            }
        } finally {
            // after a failure nobody takes frames any more: the connection must end too
            context.stop().stop();
            connection.interrupt();
            connection.join();
        }
    }

    private LivePublisher publisher(ServiceContext context) {
        return new LivePublisher(
                context.kafka()
                        .producer(
                                new StringSerializer(),
                                new ByteArraySerializer(),
                                Map.of("linger.ms", 5, "compression.type", "zstd"),
                                Map.of()),
                serializer(context.config()),
                InstantSource.system(),
                name());
    }

    private static RecordSerializer<Trade> serializer(ServiceConfig config) {
        return new RecordSerializer<>(
                Topics.TRADES,
                SchemaRegistries.client(config.string(CommonConfig.REGISTRY_URL), config.passedThrough("registry.")));
    }
}
