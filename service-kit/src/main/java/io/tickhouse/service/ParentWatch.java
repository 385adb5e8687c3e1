package io.tickhouse.service;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a service when the process that started it is gone, in whatever way it went: the pipe on standard input then
 * ends. Only a parent that asks for it by {@code TICKHOUSE_STOP_ON_STDIN_EOF=true} is watched.
 */
final class ParentWatch {
    static final String VARIABLE = "TICKHOUSE_STOP_ON_STDIN_EOF";

    private static final String PARENT = "TICKHOUSE_PARENT_PID";

    private static final long GRACE_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    private ParentWatch() {}

    static void start(Map<String, String> environment, StopSignal stop) {
        if (Boolean.parseBoolean(environment.get(VARIABLE))) {
            Optional<ProcessHandle> parent = parent(environment);
            Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
                try {
                    while (System.in.read() >= 0) {
                        // whatever the parent writes, only the end of the pipe matters
                    }
                } catch (IOException e) {
                    LOG.atWarn().setCause(e).log("standard input broke; taking the parent for gone");
                }
                stop.stop();
                if (parent.filter(ProcessHandle::isAlive).isEmpty()) {
                    endAfterGrace();
                }
            });
        }
    }

    /** The process that started this one; it says which it is, since it may be gone before this one has come to ask. */
    private static Optional<ProcessHandle> parent(Map<String, String> environment) {
        String told = environment.get(PARENT);
        return told == null ? ProcessHandle.current().parent() : ProcessHandle.of(Long.parseLong(told));
    }

    /**
     * Whoever lost its parent may have lost its broker with it: what cannot be finished soon is taken up at the next start,
     * as after a crash.
     */
    private static void endAfterGrace() {
        CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(ExitCodes.FAILED));
    }
}
