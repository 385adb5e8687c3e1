package io.tickhouse.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends this process when its parent is gone. The parent holds the other end of standard input; the kernel closes it in
 * whatever way the parent dies, and reading here comes to its end.
 */
public final class ParentWatch {
    /** A line with this word on standard input ends the watch: the process lives on without its parent. */
    public static final String DETACH = "detach";

    private static final long SECONDS_FOR_A_CLEAN_END = 30;

    private ParentWatch() {}

    /** Watches standard input from a daemon thread. */
    public static void start() {
        start(System.in);
    }

    /** Watches this stream from a daemon thread; at its end the JVM exits with status 0 and its shutdown hooks run. */
    static void start(InputStream parent) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            if (!detached(parent)) {
                Thread.ofPlatform().daemon().name("exit-deadline").start(ParentWatch::haltWhenLate);
                System.exit(0);
            }
        });
    }

    private static boolean detached(InputStream parent) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(parent, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.strip().equals(DETACH)) {
                    return true;
                }
            }
        } catch (IOException closed) {
            System.err.println("Standard input cannot be read (" + closed.getMessage() + "), taken as its end.");
        }
        return false;
    }

    private static void haltWhenLate() {
        try {
            if (!new CountDownLatch(1).await(SECONDS_FOR_A_CLEAN_END, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
