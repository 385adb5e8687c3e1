package io.tickhouse.ingest.ws;

import io.tickhouse.ingest.ws.session.Sessions;
import io.tickhouse.ingest.ws.setup.CaptureFactory;
import io.tickhouse.ingest.ws.setup.IngestWsConfig;
import io.tickhouse.ingest.ws.setup.VenueSetup;
import io.tickhouse.ingest.ws.setup.Venues;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigDef;

/** Captures live market data: for each venue sockets and requests → inbox → decoder → sequence or book → topics. */
final class IngestWsService implements Service {
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
        Set<Topic<?>> topics = new LinkedHashSet<>();
        for (VenueAdapter venue : venues(context)) {
            topics.addAll(new VenueSetup(context.config(), venue).selection().topics());
        }
        if (context.config().flag(IngestWsConfig.SESSIONS)) {
            topics.add(Topics.CAPTURES);
        }
        for (Topic<?> topic : topics) {
            CaptureFactory.serializer(context, topic);
            names.add(topic.name());
        }
        try (Admin admin = context.kafka().admin()) {
            admin.describeTopics(names).allTopicNames().get();
        }
    }

    @Override
    public int run(ServiceContext context) throws Exception {
        String captureId = CaptureFactory.newId();
        List<CaptureFactory.Ready> captures = new ArrayList<>();
        try (CaptureFactory factory = new CaptureFactory(context, name());
                ExecutorService threads = Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("capture-", 1).factory())) {
            try {
                for (VenueAdapter venue : venues(context)) {
                    VenueSetup setup = new VenueSetup(context.config(), venue);
                    captures.add(factory.make(
                            venue,
                            setup.capture(captureId, setup.selection()),
                            venue.venue().name(),
                            context.stop()));
                }
                ExecutorCompletionService<Boolean> ends = new ExecutorCompletionService<>(threads);
                captures.forEach(capture -> ends.submit(() -> {
                    capture.capture().run();
                    return true;
                }));
                watch.begin(captures.stream().map(CaptureFactory.Ready::capture).toList(), context.stop());
                int parts = captures.size();
                if (context.config().flag(IngestWsConfig.SESSIONS)) {
                    parts++;
                    ends.submit(() -> {
                        new Sessions(context, factory).run();
                        return true;
                    });
                }
                for (int i = 0; i < parts; i++) {
                    ends.take().get();
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            } finally {
                context.stop().stop();
            }
        } finally {
            captures.forEach(CaptureFactory.Ready::close);
        }
        watch.end(captures.stream().map(ready -> ready.capture().view()).toList());
        return ExitCodes.OK;
    }

    /** The venues that the settings have captured; none where there are sessions alone. */
    private static List<VenueAdapter> venues(ServiceContext context) {
        List<VenueAdapter> venues = context.config().list(IngestWsConfig.VENUES).stream()
                .map(name -> Venues.of(name).orElseThrow())
                .toList();
        boolean named = !context.config().list(IngestWsConfig.SYMBOLS).isEmpty()
                || venues.stream()
                        .anyMatch(venue -> !context.config()
                                .list(IngestWsConfig.of(venue, "symbols"))
                                .isEmpty());
        if (!named && !context.config().flag(IngestWsConfig.SESSIONS)) {
            throw new IllegalArgumentException("expected " + IngestWsConfig.SYMBOLS + " (--symbols) or "
                    + IngestWsConfig.SESSIONS + " (--sessions), found neither: there is nothing to capture");
        }
        return named ? venues : List.of();
    }
}
