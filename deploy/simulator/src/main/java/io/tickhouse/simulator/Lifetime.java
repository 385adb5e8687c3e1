package io.tickhouse.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/**
 * How long the server stays: until SIGTERM or SIGINT (the JVM ends by itself), and, with
 * {@code TICKHOUSE_STOP_ON_STDIN_EOF=true}, until standard input ends, so that nothing outlives a killed parent.
 */
final class Lifetime {
    static final String STOP_ON_STDIN_EOF = "TICKHOUSE_STOP_ON_STDIN_EOF";

    private Lifetime() {}

    static void awaitEnd() throws IOException, InterruptedException {
        if ("true".equals(System.getenv(STOP_ON_STDIN_EOF))) {
            readToEnd(System.in);
        } else {
            new CountDownLatch(1).await();
        }
    }

    private static void readToEnd(InputStream in) throws IOException {
        byte[] ignored = new byte[1 << 10];
        while (in.read(ignored) >= 0) {
            // what a parent may write means nothing here; its end does
        }
    }
}
