package io.tickhouse.launcher.command;

import io.tickhouse.service.ServiceRunner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code tickhouse version}. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Print the version of Tickhouse and of the Java it runs on.")
public final class VersionCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.out.println(line());
        return 0;
    }

    private static String line() {
        return "Tickhouse " + ServiceRunner.version() + " on Java " + Runtime.version();
    }

    /** The same line for {@code --version}. */
    public static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {line()};
        }
    }
}
