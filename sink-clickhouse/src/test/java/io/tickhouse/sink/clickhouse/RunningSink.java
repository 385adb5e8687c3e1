package io.tickhouse.sink.clickhouse;

import io.tickhouse.local.Endpoints;
import io.tickhouse.service.Service;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.ServiceOptions;
import io.tickhouse.service.ServiceRunner;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.admin.Health;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;

/** The sink as it runs in production, but in this JVM. All tests share one group, so each record is loaded once. */
final class RunningSink implements AutoCloseable {
    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exit;
    private volatile Health health = new Health();

    private RunningSink(Map<String, String> environment, Moments moments) {
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
        ServiceRunner runner = new ServiceRunner(environment, System.out, err);
        exit = new CompletableFuture<>();
        Thread.ofPlatform().name("sink-under-test").start(() -> {
            try {
                exit.complete(runner.execute(new Watched(new SinkService(moments)), new ServiceOptions(), stop));
            } catch (Throwable e) {
                exit.completeExceptionally(e);
            }
        });
    }

    static RunningSink start(Endpoints endpoints) {
        return start(endpoints, Map.of(), Moments.NONE);
    }

    /** @param settings by variable, without the leading TICKHOUSE_ */
    static RunningSink start(Endpoints endpoints, Map<String, String> settings, Moments moments) {
        Map<String, String> environment = new HashMap<>(endpoints.asEnvironment());
        environment.put("TICKHOUSE_ADMIN_PORT", "0");
        settings.forEach((key, value) -> environment.put("TICKHOUSE_" + key, value));
        return new RunningSink(environment, moments);
    }

    /** Waits for it to end by itself. */
    int exitCode() throws Exception {
        return exit.get(60, TimeUnit.SECONDS);
    }

    boolean ended() {
        return exit.isDone();
    }

    /** What {@code /readyz} would say: the parts that are not ready, with the reason of each. */
    Map<String, String> notReady() {
        return health.whyNotReady();
    }

    String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        stop.stop();
        exit.handle((code, failure) -> code).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** The service, whose health can be read here. */
    private final class Watched implements Service {
        private final SinkService service;

        Watched(SinkService service) {
            this.service = service;
        }

        @Override
        public String name() {
            return service.name();
        }

        @Override
        public String configPrefix() {
            return service.configPrefix();
        }

        @Override
        public ConfigDef config() {
            return service.config();
        }

        @Override
        public int run(ServiceContext context) throws Exception {
            health = context.health();
            return service.run(context);
        }

        @Override
        public void check(ServiceContext context) throws Exception {
            service.check(context);
        }
    }
}
