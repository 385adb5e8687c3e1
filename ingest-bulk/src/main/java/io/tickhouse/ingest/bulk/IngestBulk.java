package io.tickhouse.ingest.bulk;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Loads exchange archives into history topics. */
@Command(
        name = LoadService.NAME,
        mixinStandardHelpOptions = true,
        description = "Loads exchange archives into history topics: every row once, resumable to the row.",
        subcommands = LoadCommand.class)
public final class IngestBulk implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new IngestBulk());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected load after " + LoadService.NAME);
    }
}
