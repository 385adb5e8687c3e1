package io.tickhouse.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Hands out ports on loopback for one stack. */
final class Ports {
    static final String HOST = "127.0.0.1";
    /** Below the range from which Linux takes ports for outgoing connections, so a port stays ours over a restart. */
    private static final int LOWEST = 15_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private final Set<Integer> given = new HashSet<>();

    /**
     * The port to use for {@code part}.
     *
     * @param wanted the port asked for, 0 = any free one
     * @param part the name of the part for the error message
     * @param option the command line option that sets this port
     */
    int take(int wanted, String part, String option) {
        if (wanted == 0) {
            return anyFree(part);
        }
        if (!given.add(wanted) || !isFree(wanted)) {
            throw new StackException("Port " + wanted + " on " + HOST + ", wanted by the " + part
                    + ", is already in use: stop what uses it, or choose another port with " + option
                    + " (0 = any free one).");
        }
        return wanted;
    }

    private int anyFree(String part) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new StackException("No free port between " + LOWEST + " and " + HIGHEST + " was found on " + HOST
                + " for the " + part + ".");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return true;
        } catch (IOException occupied) {
            return false;
        }
    }
}
