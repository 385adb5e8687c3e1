package io.tickhouse.launcher.command;

import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.launcher.stack.RunningStack;
import io.tickhouse.local.Endpoints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Commands that run a service in the foreground, on the stack in use; the service reads the arguments itself. */
public final class ServiceCommands {
    private ServiceCommands() {}

    /** {@code tickhouse streams}. */
    @Command(
            name = "streams",
            description = "Run streams-aggregator: trades to candles and gaps. --help shows its options.")
    public static final class Streams extends Forwarding {
        public Streams() {
            super(Program.STREAMS, true);
        }
    }

    /** {@code tickhouse recompute}. */
    @Command(
            name = "recompute",
            description =
                    "Rebuild candles from the trades table, for trades that came too late. --help shows its options.")
    public static final class Recompute extends Forwarding {
        public Recompute() {
            super(Program.STREAMS, true, "recompute");
        }
    }

    /** {@code tickhouse capture}. */
    @Command(
            name = "capture",
            description = "Begin, show, change and end live captures of a running ingest-ws. --help shows how.")
    public static final class Capture extends Forwarding {
        public Capture() {
            super(Program.INGEST_WS, false, "capture");
        }
    }

    /** {@code tickhouse sink}. */
    @Command(name = "sink", description = "Run sink-clickhouse: topics to tables. --help shows its options.")
    public static final class Sink extends Forwarding {
        public Sink() {
            super(Program.SINK, true);
        }
    }

    /** {@code tickhouse simulator}. */
    @Command(
            name = "simulator",
            description = "Run the simulator: a venue with seeded data and faults. --help shows its options.")
    public static final class Simulator extends Forwarding {
        public Simulator() {
            super(Program.SIMULATOR, false);
        }
    }

    /** {@code tickhouse bench}. */
    @Command(
            name = "bench",
            description = "Measure Tickhouse beside peers and limits, or try to break it. --help shows its commands.")
    public static final class Bench extends Forwarding {
        public Bench() {
            super(Program.BENCH, false);
        }
    }

    /** Runs a program with the arguments as they stand. */
    abstract static class Forwarding implements Callable<Integer> {
        private final Program program;
        private final boolean needsStack;
        private final List<String> command;

        @Unmatched
        private List<String> arguments = new ArrayList<>();

        /** @param command of the program that the arguments belong to; none for the program itself */
        Forwarding(Program program, boolean needsStack, String... command) {
            this.program = program;
            this.needsStack = needsStack;
            this.command = List.of(command);
        }

        @Override
        public Integer call() throws InterruptedException {
            Workspace workspace = Workspace.current();
            boolean asksOnly =
                    arguments.contains("--help") || arguments.contains("-h") || (arguments.isEmpty() && !needsStack);
            Map<String, String> environment = new HashMap<>();
            if (needsStack && !asksOnly) {
                Endpoints endpoints = RunningStack.endpoints(workspace, System.getenv());
                environment.putAll(endpoints.asEnvironment());
            }
            List<String> line = new ArrayList<>(command);
            line.addAll(arguments);
            return Child.inForeground(workspace, program, line, environment).await();
        }
    }
}
