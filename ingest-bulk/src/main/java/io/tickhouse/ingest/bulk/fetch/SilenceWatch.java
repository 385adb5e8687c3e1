package io.tickhouse.ingest.bulk.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Breaks off a body that stays silent: an HTTP client's own timeout ends with the headers. */
final class SilenceWatch implements AutoCloseable {
    private final InputStream body;
    private final Duration silence;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long heard = System.nanoTime();
    private volatile boolean broken;

    SilenceWatch(InputStream body, Duration silence) {
        this.body = body;
        this.silence = silence;
        Thread.ofVirtual().name("silence-watch").start(this::watch);
    }

    /** As {@link InputStream#read(byte[])}. */
    int read(byte[] buffer) throws IOException {
        int read;
        try {
            read = body.read(buffer);
        } catch (IOException e) {
            throw broken ? silent() : e;
        }
        if (broken) {
            throw silent();
        }
        heard = System.nanoTime();
        return read;
    }

    private HttpTimeoutException silent() {
        return new HttpTimeoutException("no byte for " + silence.toMillis() + " ms");
    }

    private void watch() {
        try {
            long left = silence.toNanos();
            while (left > 0) {
                if (ended.await(left, TimeUnit.NANOSECONDS)) {
                    return;
                }
                left = silence.toNanos() - (System.nanoTime() - heard);
            }
            broken = true;
            body.close();
        } catch (InterruptedException | IOException e) {
            // the reader finds the body closed and says so
            broken = true;
        }
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
