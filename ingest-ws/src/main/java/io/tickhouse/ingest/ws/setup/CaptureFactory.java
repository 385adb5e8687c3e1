package io.tickhouse.ingest.ws.setup;

import io.micrometer.core.instrument.Tags;
import io.tickhouse.ingest.ws.archive.ArchiveSettings;
import io.tickhouse.ingest.ws.archive.RawArchive;
import io.tickhouse.ingest.ws.capture.Capture;
import io.tickhouse.ingest.ws.capture.CaptureSettings;
import io.tickhouse.ingest.ws.connection.ConnectGate;
import io.tickhouse.ingest.ws.connection.ConnectionKeeper;
import io.tickhouse.ingest.ws.connection.Connections;
import io.tickhouse.ingest.ws.connection.FrameTap;
import io.tickhouse.ingest.ws.connection.Inbox;
import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.rest.RestClient;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordSerializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.config.CommonConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes captures. Those of one venue share what the venue counts by address: its request budget and its attempts to connect.
 * Safe for several threads.
 */
public final class CaptureFactory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureFactory.class);

    private final ServiceContext context;
    private final String service;
    private final InstantSource clock = InstantSource.system();
    private final Optional<ArchiveSettings> archive;
    private final Map<String, Access> accesses = new HashMap<>(); // guarded by this

    /** What captures of a venue share. */
    private record Access(RestClient rest, ConnectGate gate, AtomicBoolean learned) {}

    /**
     * One that has made none yet.
     *
     * @param service names clients and dead letters
     * @throws IllegalArgumentException if frames are to be kept where no file can be made
     */
    public CaptureFactory(ServiceContext context, String service) {
        this.context = context;
        this.service = service;
        this.archive = ArchiveSetup.settings(context.config());
    }

    /** A capture with what has to be closed after it. */
    public record Ready(Capture capture, LivePublisher publisher, FrameTap tap) implements AutoCloseable {
        @Override
        public void close() {
            publisher.close();
            tap.close();
        }
    }

    /** An id no other capture has. */
    public static String newId() {
        byte[] id = new byte[4];
        RandomGenerator.getDefault().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /**
     * A capture that has not begun; Kafka knows all its topics.
     *
     * @param part names it among those of this process: in health and as client
     * @param stop ends it
     */
    public Ready make(VenueAdapter venue, CaptureSettings settings, String part, StopSignal stop)
            throws InterruptedException {
        VenueSetup setup = new VenueSetup(context.config(), venue);
        Access access = access(venue, setup);
        if (access.learned().compareAndSet(false, true)) {
            learnBudget(access.rest(), settings.selection().symbols().getFirst());
        }
        FrameTap tap = tap(venue, settings);
        Inbox inbox = new Inbox(
                context.config().integer(IngestWsConfig.QUEUE_FRAMES),
                context.config().integer(IngestWsConfig.QUEUE_CHARACTERS),
                tap);
        Connections connections = new Connections(
                venue.streams(),
                setup.url(),
                setup.channels(),
                plan -> new ConnectionKeeper(
                        plan, venue.streams(), setup.connection(), access.gate(), inbox, settings.captureId(), stop));
        LivePublisher publisher = publisher(venue, part);
        boolean made = false;
        try {
            publisher.prepare(settings.selection().topics());
            Capture capture = new Capture(
                    venue,
                    settings,
                    inbox,
                    connections,
                    access.rest(),
                    publisher,
                    context.metrics(),
                    context.health(),
                    part,
                    stop,
                    clock);
            made = true;
            return new Ready(capture, publisher, tap);
        } finally {
            if (!made) {
                publisher.close();
                tap.close();
            }
        }
    }

    private FrameTap tap(VenueAdapter venue, CaptureSettings settings) {
        return archive.<FrameTap>map(
                        to -> new RawArchive(to, venue.venue().name(), settings.captureId(), clock, context.metrics()))
                .orElse(FrameTap.NONE);
    }

    /** A venue's REST interface, as all captures of it share it. */
    public RestClient rest(VenueAdapter venue) {
        return access(venue, new VenueSetup(context.config(), venue)).rest();
    }

    private synchronized Access access(VenueAdapter venue, VenueSetup setup) {
        return accesses.computeIfAbsent(
                venue.venue().name(),
                some -> new Access(
                        rest(venue, setup), new ConnectGate(venue.streams().limits()), new AtomicBoolean()));
    }

    private RestClient rest(VenueAdapter venue, VenueSetup setup) {
        return new RestClient(venue.rest(), setup.rest(), clock, context.stop());
    }

    /** On a thread of its own: a venue whose REST interface is away can be captured all the same. */
    private static void learnBudget(RestClient rest, String symbol) {
        Thread.ofVirtual().name("budget").start(() -> {
            try {
                rest.learnBudget(symbol);
            } catch (IOException e) {
                LOG.atWarn()
                        .log("the venue's request budget is not known, its documentation's holds: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private LivePublisher publisher(VenueAdapter venue, String part) {
        return new LivePublisher(
                context.kafka()
                        .producer(
                                new StringSerializer(),
                                new ByteArraySerializer(),
                                producerDefaults(service + "-" + part.replace(' ', '-')),
                                // sending never waits: what does not fit is told as lost
                                Map.of("max.block.ms", 0L)),
                topic -> serializer(context, topic),
                clock,
                service,
                Tags.of("venue", venue.venue().name(), "capture", part),
                context.metrics());
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

    /**
     * Writes a topic's records.
     *
     * @throws RuntimeException if the registry does not have its schema
     */
    public static RecordSerializer<?> serializer(ServiceContext context, Topic<?> topic) {
        return new RecordSerializer<>(
                topic,
                SchemaRegistries.client(
                        context.config().string(CommonConfig.REGISTRY_URL),
                        context.config().passedThrough("registry.")));
    }

    @Override
    public synchronized void close() {
        accesses.values().forEach(access -> access.rest().close());
    }
}
