package io.tickhouse.local;

import java.io.FileInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The child process that is ClickHouse. Arguments: the engine library, then options of clickhouse-local. Ends cleanly on
 * SIGTERM and when its parent is gone.
 *
 * <p>The engine serves HTTP as long as its last query runs, and that query counts the lines of standard input. So file
 * descriptor 0 becomes a pipe of our own, whose write end we close to stop the engine; the parent's pipe moves to
 * another number, where the {@link ParentWatch} reads it.
 */
public final class EngineMain {
    private static final String SERVE = "--query=SYSTEM START LISTEN HTTP;"
            + " SELECT count() FROM file('stdin', 'LineAsString', 'line String') FORMAT Null";
    private static final long STACK_BYTES = 16L << 20;
    private static final long SECONDS_TO_STOP = 25;

    private EngineMain() {}

    /**
     * Serves until asked to stop.
     *
     * @param args path of libchdb.so, then the options passed to clickhouse-local as they are
     */
    public static void main(String[] args) throws Exception {
        GuardedMain.takeLock();
        Posix posix = new Posix();
        int parent = posix.duplicate(0);
        int stopper = posix.pipeInto(0);

        ChdbLibrary engine = ChdbLibrary.load(Path.of(args[0]));
        List<String> command = new ArrayList<>(List.of("clickhouse-local"));
        command.addAll(Arrays.asList(args).subList(1, args.length));
        command.add(SERVE);
        Thread serving = new Thread(null, () -> engine.run(command), "clickhouse", STACK_BYTES);

        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            posix.close(stopper);
            posix.exit(endedInTime(serving) ? 0 : 1);
        }));
        // kept open for the life of the process: a garbage-collected stream would close the descriptor
        FileInputStream parentPipe = new FileInputStream("/proc/self/fd/" + parent);
        ParentWatch.start(parentPipe);
        serving.start();
        serving.join();
        System.err.println("The engine has ended; the reason stands above when nobody asked it to.");
        System.exit(1);
    }

    private static boolean endedInTime(Thread serving) {
        try {
            return serving.join(Duration.ofSeconds(SECONDS_TO_STOP));
        } catch (InterruptedException e) {
            return false;
        } catch (IllegalThreadStateException notStarted) {
            return true;
        }
    }
}
