package io.tickhouse.local;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs another program's {@code main} under the {@link ParentWatch}:
 * {@code java -cp … io.tickhouse.local.GuardedMain com.example.Main args…}. With the system property
 * {@value #LOCK} it first waits for the predecessor that holds that lock file to end. Needs nothing but the JDK and
 * this package.
 */
public final class GuardedMain {
    /** System property: the lock file of the folder this program works in. */
    public static final String LOCK = "tickhouse.guard.lock";

    private GuardedMain() {}

    /**
     * Runs the program.
     *
     * @param args the main class, then its arguments
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.err.println("Expected the main class to run as the first argument, found none.");
            System.exit(2);
        }
        ParentWatch.start();
        takeLock();
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Waits for the lock named by {@value #LOCK}, if one is named, and keeps it for the life of this process. */
    static void takeLock() throws java.io.IOException {
        String lock = System.getProperty(LOCK);
        if (lock != null) {
            Held.lock = FolderLock.take(Path.of(lock));
        }
    }

    /** Keeps the lock reachable. */
    private static final class Held {
        @SuppressWarnings("unused")
        private static @org.jspecify.annotations.Nullable FolderLock lock;
    }
}
