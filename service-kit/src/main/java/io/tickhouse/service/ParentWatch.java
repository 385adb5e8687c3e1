package io.tickhouse.service;

import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a service when the process that started it is gone, in whatever way it went: the pipe on standard input then
 * ends. Only a parent that asks for it by {@code TICKHOUSE_STOP_ON_STDIN_EOF=true} is watched.
 */
final class ParentWatch {
    static final String VARIABLE = "TICKHOUSE_STOP_ON_STDIN_EOF";

    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    private ParentWatch() {}

    static void start(Map<String, String> environment, StopSignal stop) {
        if (Boolean.parseBoolean(environment.get(VARIABLE))) {
            Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
                try {
                    while (System.in.read() >= 0) {
                        // whatever the parent writes, only the end of the pipe matters
                    }
                } catch (IOException e) {
                    LOG.atWarn().setCause(e).log("standard input broke; taking the parent for gone");
                }
                stop.stop();
            });
        }
    }
}
