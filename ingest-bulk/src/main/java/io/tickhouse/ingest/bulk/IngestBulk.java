package io.tickhouse.ingest.bulk;

import io.tickhouse.ingest.bulk.command.AddCommand;
import io.tickhouse.ingest.bulk.command.Changes;
import io.tickhouse.ingest.bulk.command.ListCommand;
import io.tickhouse.ingest.bulk.command.ShowCommand;
import io.tickhouse.ingest.bulk.delete.DeleteCommand;
import io.tickhouse.ingest.bulk.load.LoadCommand;
import io.tickhouse.ingest.bulk.load.ReloadCommand;
import io.tickhouse.ingest.bulk.run.RunCommand;
import io.tickhouse.ingest.bulk.setup.BulkConfig;
import io.tickhouse.service.Background;
import io.tickhouse.service.terminal.Terminal;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Loads exchange archives into history topics. */
@Command(
        name = BulkConfig.SERVICE,
        mixinStandardHelpOptions = true,
        description = "Loads exchange archives into history topics: every row once, resumable to the row.",
        subcommands = {
            AddCommand.class,
            ListCommand.class,
            ShowCommand.class,
            Changes.Pause.class,
            Changes.Resume.class,
            Changes.Cancel.class,
            Changes.Remove.class,
            Changes.Move.class,
            Changes.Retry.class,
            Changes.Resync.class,
            RunCommand.class,
            LoadCommand.class,
            ReloadCommand.class,
            DeleteCommand.class
        })
public final class IngestBulk implements Runnable {
    private static final String LOG_LEVEL = "TICKHOUSE_LOG_LEVEL";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] args) throws Exception {
        Optional<String> level = logLevel(args);
        if (level.isPresent() && System.getenv(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, level.get()); // before the first logger is made
        }
        System.exit(Background.callInProcessOfItsOwn(() -> commandLine().execute(args)));
    }

    /** Commands of a moment log nothing but trouble, and a display that a person looks at is not written over. */
    private static Optional<String> logLevel(String... args) {
        String command = args.length == 0 ? "" : args[0];
        return switch (command) {
            case "load", "reload" -> Optional.empty();
            case "run" -> Terminal.current().interactive() ? Optional.of("OFF") : Optional.empty();
            default -> Optional.of("WARN");
        };
    }

    static CommandLine commandLine() {
        return new CommandLine(new IngestBulk());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "expected a command after " + BulkConfig.SERVICE + ": add, list, run, load or another; see --help");
    }
}
