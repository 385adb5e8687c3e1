package io.tickhouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the stack's own JVM quiet and tidy; called before anything logs or unpacks a native library. */
final class QuietProcess {
    private QuietProcess() {}

    /** Sends all logs to {@code stack.log} and all temporary files to {@code tmp}, both under the data folder. */
    static void writeOnlyUnder(Path data) {
        try {
            Path temporary = Files.createDirectories(data.resolve("tmp"));
            System.setProperty("java.io.tmpdir", temporary.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + data + " cannot be written", e);
        }
        System.setProperty("tickhouse.stack.log", data.resolve("stack.log").toString());
        System.setProperty("logback.configurationFile", "stack-logback.xml");
    }
}
