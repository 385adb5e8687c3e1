package io.tickhouse.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the local stack and keeps it until SIGTERM, Ctrl-C or the end of standard input. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a Kafka broker, a schema registry and ClickHouse on 127.0.0.1.",
            "Prints READY and the endpoints on one line when all three answer. Stops on SIGTERM, on Ctrl-C and at the"
                    + " end of standard input; after a line `detach` on standard input only on SIGTERM."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped as asked", "1:could not start", "2:wrong options"})
public final class StackMain implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "folder for all data and logs")
    private Path data = Path.of(".");

    @Option(names = "--kafka-port", paramLabel = "N", description = "port of the broker (default: a free one)")
    private int kafkaPort;

    @Option(names = "--registry-port", paramLabel = "N", description = "port of the registry (default: a free one)")
    private int registryPort;

    @Option(
            names = "--clickhouse-port",
            paramLabel = "N",
            description = "HTTP port of ClickHouse (default: a free one)")
    private int clickhousePort;

    @Option(names = "--endpoints", paramLabel = "FILE", description = "properties file to write the endpoints to")
    private @Nullable Path endpoints;

    @Option(names = "--broker", paramLabel = "KEY=VALUE", description = "a setting of the broker; may be repeated")
    private Map<String, String> broker = Map.of();

    @Option(names = "--clickhouse", paramLabel = "OPTION", description = "an option of the engine; may be repeated")
    private List<String> clickhouse = List.of();

    /** Runs the command; see {@code --help}. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new StackMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        StackOptions options = new StackOptions(data, kafkaPort, registryPort, clickhousePort, broker, clickhouse);
        QuietProcess.writeOnlyUnder(options.data());
        StackLife life = new StackLife();
        Runtime.getRuntime().addShutdownHook(new Thread(life::end, "stack-stop"));
        ParentWatch.start();
        try {
            LocalStack stack = life.begin(options);
            if (endpoints != null) {
                stack.endpoints().write(endpoints);
            }
            System.out.println("READY " + stack.endpoints().asLine());
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return 1;
        }
        new CountDownLatch(1).await();
        return 0;
    }
}
