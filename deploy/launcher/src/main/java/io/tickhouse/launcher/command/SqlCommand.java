package io.tickhouse.launcher.command;

import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.query.ClickHouse;
import io.tickhouse.launcher.stack.RunningStack;
import io.tickhouse.service.terminal.Terminal;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tickhouse sql}. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Ask ClickHouse and print its answer: a table on a terminal, tab-separated values with names"
                + " otherwise.",
        footer = {"", "Example: ./tickhouse sql \"SELECT count() FROM market.trades\""})
public final class SqlCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "SELECT…",
            description = "The query; read from standard input when not given.")
    private @Nullable String sql;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Any of ClickHouse's output formats, such as CSVWithNames or JSONEachRow.")
    private @Nullable String format;

    @Override
    public Integer call() throws Exception {
        Terminal terminal = Terminal.current();
        String query = sql != null ? sql : new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        String chosen =
                format != null ? format : terminal.interactive() ? "PrettyCompactMonoBlock" : "TabSeparatedWithNames";
        Map<String, String> settings =
                Map.of("default_format", chosen, "output_format_pretty_color", terminal.colours() ? "1" : "0");
        try (ClickHouse clickHouse = new ClickHouse(RunningStack.endpoints(Workspace.current(), System.getenv()));
                InputStream answer = clickHouse.stream(query, settings)) {
            answer.transferTo(System.out);
            System.out.flush();
        }
        return 0;
    }
}
