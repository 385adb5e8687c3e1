package io.tickhouse.service;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that yields the processors to whatever else wants them. It costs nothing while
 * there are processors to spare.
 *
 * <p>Linux only, where niceness is a thread's own and is inherited by the threads it starts (setpriority(2), "C library/kernel
 * differences"); elsewhere the work runs as any other.
 */
public final class Background {
    /** From 0, as any other, to 19; at 10 a thread gets about a tenth of the time of one at 0 that wants it too. */
    private static final int NICENESS = 10;

    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    /** The threads of this process, by their ids (proc_pid_task(5)). */
    private static final Path TASKS = Path.of("/proc/self/task");

    private static final boolean IS_LINUX = System.getProperty("os.name", "").equals("Linux");
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private Background() {}

    /** Runs it in a thread of low priority and waits for it. Threads that it starts are of low priority for good. */
    public static <T> T call(Callable<T> work) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("background-", 0).factory())) {
            return thread.submit(() -> {
                        if (IS_LINUX) {
                            lowerPriority(CALLING_THREAD);
                        }
                        return work.call();
                    })
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        }
    }

    /**
     * As {@link #call}, of a process that does nothing else: the JVM's own threads, which compile and collect garbage for the
     * work, are of low priority from then on as well.
     */
    public static <T> T callInProcessOfItsOwn(Callable<T> work) throws Exception {
        if (IS_LINUX) {
            try (Stream<Path> threads = Files.list(TASKS)) {
                threads.map(Path::getFileName)
                        .map(Path::toString)
                        .map(Integer::valueOf)
                        .forEach(Background::lowerPriority);
            }
        }
        return call(work);
    }

    @SuppressWarnings("restricted") // a call of the C library; the command line allows it
    private static void lowerPriority(int thread) {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle setPriority = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int failed = (int) setPriority.invokeExact(PRIO_PROCESS, thread, NICENESS);
            boolean ended = thread != CALLING_THREAD && !Files.exists(TASKS.resolve(Integer.toString(thread)));
            if (failed != 0 && !ended) {
                LOG.warn("setpriority was refused; background work competes with everything else");
            }
        } catch (Throwable e) {
            LOG.atWarn().setCause(e).log("setpriority is not there; background work competes with everything else");
        }
    }
}
