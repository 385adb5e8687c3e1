package io.tickhouse.launcher.demo;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.process.ServiceAddresses;
import io.tickhouse.launcher.process.ServiceProbe;
import io.tickhouse.local.Endpoints;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The demo's services: started in the background, awaited until ready, stopped in reverse order. */
final class Services implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PROBE_EVERY = Duration.ofMillis(100);

    private final Workspace workspace;
    private final Endpoints endpoints;
    private final Path logs;
    private final Map<Program, Child> children = new LinkedHashMap<>();
    private final Map<Program, String> urls = new LinkedHashMap<>();

    Services(Workspace workspace, Endpoints endpoints, Path logs) {
        this.workspace = workspace;
        this.endpoints = endpoints;
        this.logs = logs;
    }

    /** Starts a service with the given settings on a free admin port. */
    void start(Program program, List<String> settings) throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of("--set", "admin.port=" + port));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        children.put(
                program,
                Child.inBackground(workspace, program, arguments, endpoints.asEnvironment(), log(program), false));
        urls.put(program, "http://127.0.0.1:" + port);
    }

    /** Waits until every service started says it is ready, and notes where it is for {@code status}. */
    void awaitReady() throws IOException {
        ServiceAddresses.write(logs.resolveSibling(ServiceAddresses.FILE), urls);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (ServiceProbe probe = new ServiceProbe()) {
            for (Map.Entry<Program, String> service : urls.entrySet()) {
                while (!probe.isReady(service.getValue())) {
                    requireAlive();
                    if (System.nanoTime() > deadline) {
                        throw new LauncherException(service.getKey().title() + " was not ready within "
                                + PATIENCE.toSeconds() + " s: "
                                + probe.state(service.getKey().title(), service.getValue())
                                + "; its log is " + log(service.getKey()));
                    }
                    LockSupport.parkNanos(PROBE_EVERY.toNanos());
                }
            }
        }
    }

    /** Fails when a service has ended. */
    void requireAlive() {
        children.forEach((program, child) -> {
            if (!child.isAlive()) {
                throw new LauncherException(program.title() + " has ended by itself; its log is " + log(program));
            }
        });
    }

    /** Admin addresses by service. */
    Map<Program, String> urls() {
        return urls;
    }

    private Path log(Program program) {
        return logs.resolve(program.title() + ".log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        List.copyOf(children.values()).reversed().forEach(Child::close);
    }
}
