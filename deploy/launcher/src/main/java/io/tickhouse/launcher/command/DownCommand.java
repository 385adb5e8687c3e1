package io.tickhouse.launcher.command;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.stack.RunningStack;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tickhouse down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop the stack that up started. Its data stays, unless asked otherwise.")
public final class DownCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 40;

    @Option(names = "--delete-data", description = "Also remove the stack's data under .tickhouse/local.")
    private boolean deleteData;

    @Override
    public Integer call() throws Exception {
        Workspace workspace = Workspace.current();
        Optional<RunningStack> running = RunningStack.in(workspace.stackHome());
        if (running.isPresent()) {
            stop(running.get());
            System.out.println("Down.");
        } else {
            System.out.println("Nothing was up.");
        }
        if (deleteData) {
            workspace.remove(workspace.stackHome());
            System.out.println("Data removed.");
        }
        return 0;
    }

    private static void stop(RunningStack stack) throws InterruptedException, ExecutionException {
        List<ProcessHandle> parts = stack.process().descendants().toList();
        stack.process().destroy();
        if (!ended(stack.process())) {
            stack.process().destroyForcibly();
        }
        for (ProcessHandle part : parts) {
            if (!ended(part)) {
                part.destroyForcibly();
                throw new LauncherException("process " + part.pid() + " of the stack had to be ended by force");
            }
        }
    }

    private static boolean ended(ProcessHandle process) throws InterruptedException, ExecutionException {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
