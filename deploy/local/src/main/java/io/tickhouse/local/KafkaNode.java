package io.tickhouse.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** One Kafka node, broker and controller at once, in this JVM. Data stays over a restart, ports may change. */
public final class KafkaNode implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> settings;
    private @Nullable KafkaRaftServer server;

    KafkaNode(Path folder, int port, int controllerPort, Map<String, String> overrides) {
        this.folder = folder;
        this.settings = BrokerSettings.with(folder, port, controllerPort, overrides);
    }

    /** Starts the node and returns when it takes requests; nothing happens when it runs already. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format();
        }
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        starting.startup();
        server = starting;
    }

    /** Stops the node cleanly; clients see a lost connection until {@link #start}. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void format() {
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER)
                    .setMetadataLogDirectory(folder.toString())
                    .addDirectory(folder.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (java.io.IOException e) {
            throw new UncheckedIOException("The broker's folder " + folder + " could not be made", e);
        } catch (Exception e) {
            throw new StackException("The broker's folder " + folder + " could not be formatted: " + e.getMessage(), e);
        }
    }
}
