package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/** Copies a body no faster than told: a slow line in small. */
final class PacedCopy {
    private static final int PORTIONS_A_SECOND = 20;

    private PacedCopy() {}

    /** Copies so many bytes, in twenty portions a second. */
    static void copy(InputStream in, OutputStream out, long bytes, int bytesPerSecond) throws IOException {
        long start = System.nanoTime();
        int portion = Math.max(1, bytesPerSecond / PORTIONS_A_SECOND);
        long sent = 0;
        while (sent < bytes) {
            byte[] next = in.readNBytes((int) Math.min(portion, bytes - sent));
            if (next.length == 0) {
                throw new IOException("expected " + bytes + " bytes, found " + sent + ": the file shrank");
            }
            out.write(next);
            out.flush();
            sent += next.length;
            awaitDue(start + (long) (sent * 1e9 / bytesPerSecond));
        }
    }

    /** The pace itself is the condition awaited: nothing else ends the wait, so there is nothing to be woken by. */
    private static void awaitDue(long nanoTime) throws IOException {
        long wait = nanoTime - System.nanoTime();
        while (wait > 0) {
            LockSupport.parkNanos(wait);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the server stops while a slow body is under way");
            }
            wait = nanoTime - System.nanoTime();
        }
    }
}
