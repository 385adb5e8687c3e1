package io.tickhouse.launcher.command;

import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.process.ServiceAddresses;
import io.tickhouse.launcher.process.ServiceProbe;
import io.tickhouse.launcher.stack.RunningStack;
import io.tickhouse.service.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tickhouse status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show which stack and which services run on this machine. Exit code 1 when no stack does.")
public final class StatusCommand implements Callable<Integer> {
    /** Where each service tells its state unless configured otherwise. */
    private static final Map<Program, String> USUAL = Map.of(
            Program.INGEST_WS, "http://127.0.0.1:7101",
            Program.STREAMS, "http://127.0.0.1:7103",
            Program.SINK, "http://127.0.0.1:7104");

    @Override
    public Integer call() throws IOException {
        Workspace workspace = Workspace.current();
        try (ServiceProbe probe = new ServiceProbe()) {
            Optional<RunningStack> up = stack("stack of up", workspace.stackHome());
            for (Program program : List.of(Program.INGEST_WS, Program.STREAMS, Program.SINK)) {
                service(probe, program, String.valueOf(USUAL.get(program)));
            }
            Optional<RunningStack> demo = stack("stack of demo", workspace.demoHome());
            if (demo.isPresent()) {
                ServiceAddresses.read(workspace.demoHome().resolve(ServiceAddresses.FILE))
                        .forEach((program, url) -> service(probe, program, url));
            }
            return up.isPresent() || demo.isPresent() ? 0 : 1;
        }
    }

    private static void service(ServiceProbe probe, Program program, String url) {
        System.out.printf("  %-20s %s  (%s)%n", program.title(), coloured(probe.state(program.title(), url)), url);
    }

    private static Optional<RunningStack> stack(String title, Path home) {
        Optional<RunningStack> running = RunningStack.in(home);
        System.out.printf(
                "%-22s %s%n",
                title,
                coloured(running.map(stack -> "ready, pid " + stack.process().pid())
                        .orElse("not running")));
        running.ifPresent(stack -> Shown.endpoints(stack.endpoints()));
        return running;
    }

    private static String coloured(String state) {
        Terminal terminal = Terminal.current();
        return state.startsWith("ready") ? terminal.green(state) : terminal.faint(state);
    }
}
