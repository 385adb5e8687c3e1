package io.tickhouse.launcher.command;

import io.tickhouse.launcher.process.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tickhouse ingest}. */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = "Bring market data in: from archives (bulk) or live (ws).",
        subcommands = {IngestCommand.Bulk.class, IngestCommand.Ws.class})
public final class IngestCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected bulk or ws after ingest");
    }

    /** {@code tickhouse ingest bulk}. */
    @Command(name = "bulk", description = "Run ingest-bulk: archives to history topics. --help shows its options.")
    public static final class Bulk extends ServiceCommands.Forwarding {
        public Bulk() {
            super(Program.INGEST_BULK, true);
        }
    }

    /** {@code tickhouse ingest ws}. */
    @Command(name = "ws", description = "Run ingest-ws: venue sockets to live topics. --help shows its options.")
    public static final class Ws extends ServiceCommands.Forwarding {
        public Ws() {
            super(Program.INGEST_WS, true);
        }
    }
}
