package io.tickhouse.ingest.ws;

import io.micrometer.core.instrument.Tags;
import io.tickhouse.ingest.ws.capture.Capture;
import io.tickhouse.ingest.ws.capture.CaptureSettings;
import io.tickhouse.ingest.ws.connection.ConnectGate;
import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.ingest.ws.connection.ConnectionPlan;
import io.tickhouse.ingest.ws.connection.Inbox;
import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.rest.RestClient;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.config.CommonConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Captures live market data: for each venue sockets and requests → inbox → decoder → sequence or book → topics. */
final class IngestWsService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(IngestWsService.class);
    private static final Duration PREPARATION = Duration.ofSeconds(30);

    private final CaptureWatch watch;

    /** @param watch looks on from the captures' beginning to their end */
    IngestWsService(CaptureWatch watch) {
        this.watch = watch;
    }

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
        List<String> names = new ArrayList<>(List.of(Topics.DEAD_LETTERS.name()));
        for (VenueAdapter venue : venues(context)) {
            for (Topic<?> topic : topics(new VenueSetup(context.config(), venue).selection())) {
                serializer(context, topic);
                names.add(topic.name());
            }
        }
        try (Admin admin = context.kafka().admin()) {
            admin.describeTopics(names).allTopicNames().get();
        }
    }

    @Override
    public int run(ServiceContext context) throws Exception {
        byte[] id = new byte[4];
        RandomGenerator.getDefault().nextBytes(id);
        String captureId = HexFormat.of().formatHex(id);
        List<Running> captures = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("capture-", 1).factory())) {
            try {
                for (VenueAdapter venue : venues(context)) {
                    captures.add(prepare(venue, captureId, context));
                }
                ExecutorCompletionService<Boolean> ends = new ExecutorCompletionService<>(threads);
                captures.forEach(capture -> ends.submit(() -> {
                    capture.capture().run();
                    return true;
                }));
                watch.begin(captures.stream().map(Running::capture).toList(), context.stop());
                for (int i = 0; i < captures.size(); i++) {
                    ends.take().get();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } finally {
                context.stop().stop();
            }
        } finally {
            captures.forEach(Running::close);
        }
        watch.end(captures.stream().map(running -> running.capture().view()).toList());
        return ExitCodes.OK;
    }

    private static List<VenueAdapter> venues(ServiceContext context) {
        return context.config().list(IngestWsConfig.VENUES).stream()
                .map(name -> Venues.of(name).orElseThrow())
                .toList();
    }

    /** A capture with what has to be closed after it. */
    private record Running(Capture capture, RestClient rest, LivePublisher publisher) {
        void close() {
            rest.close();
            publisher.close();
        }
    }

    private Running prepare(VenueAdapter venue, String captureId, ServiceContext context) throws InterruptedException {
        VenueSetup setup = new VenueSetup(context.config(), venue);
        Selection selection = setup.selection();
        InstantSource clock = InstantSource.system();
        StopSignal stop = context.stop();
        LivePublisher publisher = publisher(venue, selection, context, clock);
        RestClient rest = new RestClient(venue.rest(), setup.restUrl(), setup.restTimeout(), clock, stop);
        learnBudget(rest, selection);
        Inbox inbox = new Inbox(
                context.config().integer(IngestWsConfig.QUEUE_FRAMES),
                context.config().integer(IngestWsConfig.QUEUE_CHARACTERS));
        ConnectGate gate = new ConnectGate(venue.streams().limits());
        List<ConnectionKeeper> keepers =
                ConnectionPlan.of(venue.streams(), setup.url(), selection, setup.channels()).stream()
                        .map(plan -> new ConnectionKeeper(
                                plan, venue.streams(), setup.connection(), gate, inbox, captureId, stop))
                        .toList();
        CaptureSettings settings = setup.capture(captureId, selection);
        return new Running(
                new Capture(
                        venue,
                        settings,
                        inbox,
                        keepers,
                        rest,
                        publisher,
                        context.metrics(),
                        context.health(),
                        stop,
                        clock),
                rest,
                publisher);
    }

    /** On a thread of its own: a venue whose REST interface is away can be captured all the same. */
    private static void learnBudget(RestClient rest, Selection selection) {
        Thread.ofVirtual().name("budget").start(() -> {
            try {
                rest.learnBudget(selection.symbols().getFirst());
            } catch (IOException e) {
                LOG.atWarn()
                        .log("the venue's request budget is not known, its documentation's holds: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private LivePublisher publisher(
            VenueAdapter venue, Selection selection, ServiceContext context, InstantSource clock)
            throws InterruptedException {
        LivePublisher publisher = new LivePublisher(
                context.kafka()
                        .producer(
                                new StringSerializer(),
                                new ByteArraySerializer(),
                                producerDefaults(name() + "-" + venue.venue().name()),
                                // sending never waits: what does not fit is told as lost
                                Map.of("max.block.ms", 0L)),
                topics(selection),
                topic -> serializer(context, topic),
                clock,
                name(),
                Tags.of("venue", venue.venue().name()),
                context.metrics());
        publisher.prepare(PREPARATION);
        return publisher;
    }

    private static Map<String, Object> producerDefaults(String clientId) {
        return Map.of(
                "client.id",
                clientId,
                "linger.ms",
                2,
                "batch.size",
                65_536,
                "compression.type",
                "lz4",
                "buffer.memory",
                67_108_864L,
                "delivery.timeout.ms",
                600_000,
                // what is known of topics must stay known: of those of rare records, and while no broker can be reached
                "metadata.max.idle.ms",
                Duration.ofDays(365).toMillis(),
                "metadata.recovery.strategy",
                "none");
    }

    private static Set<Topic<?>> topics(Selection selection) {
        Set<Topic<?>> topics = new LinkedHashSet<>();
        selection.types().stream().map(DataType::topic).forEach(topics::add);
        topics.add(Topics.FEED_STATUS);
        return topics;
    }

    private static RecordSerializer<?> serializer(ServiceContext context, Topic<?> topic) {
        return new RecordSerializer<>(
                topic,
                SchemaRegistries.client(
                        context.config().string(CommonConfig.REGISTRY_URL),
                        context.config().passedThrough("registry.")));
    }
}
