package io.tickhouse.simulator;

import io.tickhouse.simulator.exchange.fault.LiveFaultSyntax;
import io.tickhouse.simulator.fault.FaultSyntax;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulator's command line. Exit codes: 0 done, 1 failed, 2 wrong arguments. */
@Command(
        name = "simulator",
        description = "A venue that speaks the real protocols, with seeded data and faults on command.",
        subcommands = {ArchiveCommand.class, ServeCommand.class, ExchangeCommand.class},
        mixinStandardHelpOptions = true,
        version = "Tickhouse simulator")
public final class Simulator implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        // before the first logger: standard output belongs to the READY line
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "simulator-logback.xml");
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commands = new CommandLine(new Simulator());
        commands.getSubcommands()
                .forEach((name, command) -> command.getCommandSpec()
                        .usageMessage()
                        .footer((name.equals("exchange") ? LiveFaultSyntax.HELP : FaultSyntax.HELP)
                                .stream().map(line -> "  " + line).toArray(String[]::new)));
        return commands.setUsageHelpWidth(100).setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            commandLine.getErr().println("simulator: " + failure.getMessage());
            return 1;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command: archive, serve or exchange");
    }
}
