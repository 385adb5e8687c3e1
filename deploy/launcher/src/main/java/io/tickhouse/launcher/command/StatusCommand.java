package io.tickhouse.launcher.command;

import io.tickhouse.launcher.Terminal;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.process.ServiceProbe;
import io.tickhouse.launcher.stack.RunningStack;
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
    private static final Map<Program, Integer> ADMIN_PORTS =
            Map.of(Program.INGEST_WS, 7101, Program.STREAMS, 7103, Program.SINK, 7104);

    @Override
    public Integer call() {
        Workspace workspace = Workspace.current();
        Optional<RunningStack> up = stack("stack of up", workspace.stackHome());
        Optional<RunningStack> demo = stack("stack of demo", workspace.demoHome());
        try (ServiceProbe probe = new ServiceProbe()) {
            for (Program program : List.of(Program.INGEST_WS, Program.STREAMS, Program.SINK)) {
                String url = "http://127.0.0.1:" + ADMIN_PORTS.get(program);
                System.out.printf(
                        "%-22s %s  (%s)%n", program.title(), coloured(probe.state(program.title(), url)), url);
            }
        }
        return up.isPresent() || demo.isPresent() ? 0 : 1;
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
