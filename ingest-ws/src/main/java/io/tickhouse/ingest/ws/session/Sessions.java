package io.tickhouse.ingest.ws.session;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.ingest.ws.ledger.LedgerException;
import io.tickhouse.ingest.ws.ledger.SessionLedger;
import io.tickhouse.ingest.ws.publish.SessionBook;
import io.tickhouse.ingest.ws.setup.CaptureFactory;
import io.tickhouse.ingest.ws.setup.IngestWsConfig;
import io.tickhouse.schemas.serde.SchemaRegistries;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** The sessions of this replica, from the service's start to its stop: ledger → runner → captures, and orders by HTTP. */
public final class Sessions {
    private static final String PART = "sessions";

    private final ServiceContext context;
    private final CaptureFactory factory;

    public Sessions(ServiceContext context, CaptureFactory factory) {
        this.context = context;
        this.factory = factory;
    }

    /**
     * Runs until the service stops.
     *
     * @throws LedgerException if the ledger cannot be read or written
     */
    public void run() throws InterruptedException {
        ServiceConfig config = context.config();
        context.health().down(PART, "reading the ledger");
        SchemaRegistryClient registry =
                SchemaRegistries.client(config.string(CommonConfig.REGISTRY_URL), config.passedThrough("registry."));
        String group = config.string(IngestWsConfig.SESSIONS_GROUP);
        String replica = replica(config);
        SymbolPatterns patterns =
                new SymbolPatterns(factory, Duration.ofMillis(config.number(IngestWsConfig.LISTING_MS)));
        try (SessionLedger ledger = new SessionLedger(context.kafka(), registry);
                SessionBook book = new SessionBook(context.kafka(), registry)) {
            ledger.awaitBeginning();
            context.api()
                    .serve(SessionApi.PATH, new SessionApi(new SessionOrders(config, ledger, book, patterns), ledger));
            try (Ownership ownership = new Ownership(context.kafka(), group, replica)) {
                context.health().up(PART);
                new SessionRunner(
                                ledger,
                                book,
                                ownership,
                                group,
                                replica.isEmpty()
                                        ? Long.toString(ProcessHandle.current().pid())
                                        : replica,
                                context,
                                factory,
                                patterns)
                        .run();
            }
        }
    }

    /** Its name among the replicas: as configured, else host and port of its admin HTTP, else none that lasts. */
    private static String replica(ServiceConfig config) {
        String given = config.string(IngestWsConfig.SESSIONS_REPLICA);
        int port = config.integer(CommonConfig.ADMIN_PORT);
        if (!given.isEmpty() || port == 0) {
            return given;
        }
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-") + "-" + port;
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
