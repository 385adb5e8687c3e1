package io.tickhouse.launcher.command;

import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.stack.LocalStackProcess;
import io.tickhouse.launcher.stack.LocalStackProcess.Started;
import io.tickhouse.launcher.stack.RunningStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickhouse up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start a Kafka broker, a schema registry and ClickHouse on 127.0.0.1, with topics and schemas in place.",
            "Data stays under .tickhouse/local between runs. It goes on until ./tickhouse down."
        })
public final class UpCommand implements Callable<Integer> {
    @Option(names = "--kafka-port", paramLabel = "N", description = "Port of the broker; a free one if not given.")
    private int kafkaPort;

    @Option(names = "--registry-port", paramLabel = "N", description = "Port of the registry; a free one if not given.")
    private int registryPort;

    @Option(
            names = "--clickhouse-port",
            paramLabel = "N",
            description = "HTTP port of ClickHouse; a free one if not given.")
    private int clickhousePort;

    @Option(names = "--foreground", description = "Stay in the foreground; Ctrl-C stops the stack.")
    private boolean foreground;

    @Override
    public Integer call() throws Exception {
        Workspace workspace = Workspace.current();
        Path home = workspace.stackHome();
        Optional<RunningStack> running = RunningStack.in(home);
        if (running.isPresent()) {
            System.out.println("Already up:");
            Shown.endpoints(running.get().endpoints());
            return 0;
        }
        long begun = System.nanoTime();
        Started stack = new LocalStackProcess(workspace, Program.STACK, home).start(ports());
        LocalStackProcess.provision(stack.endpoints());
        RunningStack.record(home, stack.process().pid());
        System.out.printf("Up in %.1f s, data in %s:%n", (System.nanoTime() - begun) / 1e9, workspace.shown(home));
        Shown.endpoints(stack.endpoints());
        if (foreground) {
            System.out.println("Ctrl-C stops it.");
            return stack.process().await();
        }
        stack.process().tell("detach");
        stack.process().release();
        System.out.println(
                "Next: ./tickhouse sink, ./tickhouse streams, ./tickhouse ingest bulk load --help; ./tickhouse down"
                        + " stops it.");
        return 0;
    }

    private List<String> ports() {
        List<String> ports = new ArrayList<>();
        ports.addAll(List.of("--kafka-port", Integer.toString(kafkaPort)));
        ports.addAll(List.of("--registry-port", Integer.toString(registryPort)));
        ports.addAll(List.of("--clickhouse-port", Integer.toString(clickhousePort)));
        return ports;
    }
}
