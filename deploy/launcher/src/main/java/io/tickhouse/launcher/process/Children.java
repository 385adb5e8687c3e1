package io.tickhouse.launcher.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The children still running. When this process is asked to end (Ctrl-C, SIGTERM) they are stopped one after the other, the
 * last started first: a service can finish what it has begun only while its broker is there.
 */
final class Children {
    private static final Deque<Child> RUNNING = new ArrayDeque<>();
    private static boolean hooked;

    private Children() {}

    static synchronized void add(Child child) {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(Children::stopAll, "stop-children"));
            hooked = true;
        }
        RUNNING.push(child);
    }

    static synchronized void remove(Child child) {
        RUNNING.remove(child);
    }

    private static synchronized void stopAll() {
        while (!RUNNING.isEmpty()) {
            RUNNING.pop().stop();
        }
    }
}
