package io.tickhouse.service;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tickhouse.service.admin.AdminApi;
import io.tickhouse.service.admin.AdminServer;
import io.tickhouse.service.admin.Health;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ConfigProblems;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.service.kafka.KafkaClients;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a service from its command line to its exit code: configuration, admin HTTP, work, drain. */
public final class ServiceRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public ServiceRunner(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs the service as this process. */
    public static int run(Service service, ServiceOptions options) {
        return new ServiceRunner(System.getenv(), System.out, System.err).execute(service, options, new StopSignal());
    }

    /**
     * Runs the service.
     *
     * @param stop ends it; a signal to the process or the loss of its parent also do
     * @return the exit code, see {@link ExitCodes}
     */
    public int execute(Service service, ServiceOptions options, StopSignal stop) {
        ServiceConfig config;
        try {
            config = ServiceConfig.load(
                    service.config(), service.configPrefix(), options.file(), environment, options.assignments());
        } catch (ConfigProblems e) {
            err.println(service.name() + " cannot start, its configuration is wrong:");
            e.problems().forEach(problem -> err.println("  - " + problem));
            return ExitCodes.USAGE;
        }
        if (options.printConfig()) {
            config.printable().forEach((key, value) -> out.println(key + "=" + value));
            return ExitCodes.OK;
        }
        return start(service, config, options.check(), stop);
    }

    private int start(Service service, ServiceConfig config, boolean checkOnly, StopSignal stop) {
        CountDownLatch ended = new CountDownLatch(1);
        PrometheusMeterRegistry metrics = metrics(service.name());
        Health health = new Health();
        AdminApi api = new AdminApi();
        ServiceContext context = new ServiceContext(
                config, new KafkaClients(config, metrics, service.name()), metrics, health, api, stop);
        if (checkOnly) {
            return check(service, context);
        }
        Thread hook = new Thread(() -> drain(service, config, stop, ended), "drain");
        Runtime.getRuntime().addShutdownHook(hook);
        ParentWatch.start(environment, stop);
        try (AdminServer admin = new AdminServer(
                config.string(CommonConfig.ADMIN_HOST),
                config.integer(CommonConfig.ADMIN_PORT),
                config.secret(CommonConfig.ADMIN_TOKEN),
                api,
                health,
                metrics,
                () -> info(service, config))) {
            LOG.atInfo()
                    .addKeyValue("service", service.name())
                    .addKeyValue("version", version())
                    .addKeyValue("admin", config.string(CommonConfig.ADMIN_HOST) + ":" + admin.port())
                    .log("started");
            return service.run(context);
        } catch (Exception | Error e) {
            health.fatal(String.valueOf(e));
            LOG.atError().setCause(e).addKeyValue("service", service.name()).log("cannot go on");
            err.println(service.name() + ": " + messageOf(e));
            return ExitCodes.FAILED;
        } finally {
            ended.countDown();
            metrics.close();
            forget(hook);
        }
    }

    private int check(Service service, ServiceContext context) {
        try {
            service.check(context);
            out.println(service.name() + ": configuration and everything it points to are in order");
            return ExitCodes.OK;
        } catch (Exception e) {
            err.println(service.name() + ": " + messageOf(e));
            return ExitCodes.FAILED;
        }
    }

    private static String messageOf(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            LOG.atDebug().setCause(shuttingDown).log("drained while the JVM goes down");
        }
    }

    private static void drain(Service service, ServiceConfig config, StopSignal stop, CountDownLatch ended) {
        stop.stop();
        long timeout = config.number(CommonConfig.DRAIN_TIMEOUT_MS);
        try {
            if (!ended.await(timeout, TimeUnit.MILLISECONDS)) {
                LOG.atWarn()
                        .addKeyValue("service", service.name())
                        .addKeyValue("timeout_ms", timeout)
                        .log("not drained in time; what was in flight will be taken up at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static PrometheusMeterRegistry metrics(String service) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.config().commonTags("service", service);
        List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics())
                .forEach(binder -> binder.bindTo(metrics));
        @SuppressWarnings("resource") // lives as long as the process
        JvmGcMetrics gc = new JvmGcMetrics();
        gc.bindTo(metrics);
        return metrics;
    }

    private static Map<String, String> info(Service service, ServiceConfig config) {
        Map<String, String> info = new TreeMap<>(config.printable());
        info.put("service", service.name());
        info.put("version", version());
        info.put("java", Runtime.version().toString());
        info.put("pid", Long.toString(ProcessHandle.current().pid()));
        return info;
    }

    /** The version of this build; {@code development} when run from classes rather than a jar. */
    public static String version() {
        String version = ServiceRunner.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
