package io.tickhouse.service.admin;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a service knows of its own state. It is alive until it says that it cannot go on; it is ready when every part it
 * has named is. Thread-safe.
 */
public final class Health {
    private static final String UP = "";

    private final Map<String, String> parts = new ConcurrentHashMap<>();
    private volatile Optional<String> fatal = Optional.empty();

    /** The part works. */
    public void up(String part) {
        parts.put(part, UP);
    }

    /** The part does not work (yet), and why. */
    public void down(String part, String why) {
        parts.put(part, why.isEmpty() ? "down" : why);
    }

    /** The part is no more. */
    public void forget(String part) {
        parts.remove(part);
    }

    /** The service cannot go on and wants to be restarted. */
    public void fatal(String why) {
        fatal = Optional.of(why);
    }

    /** Why the service is not alive; empty while it is. */
    public Optional<String> whyDead() {
        return fatal;
    }

    /** The parts that are not up, with the reason of each; empty when the service is ready. */
    public Map<String, String> whyNotReady() {
        Map<String, String> down = new TreeMap<>(parts);
        down.values().removeIf(String::isEmpty);
        if (parts.isEmpty()) {
            down.put("service", "starting");
        }
        fatal.ifPresent(why -> down.put("service", why));
        return down;
    }
}
