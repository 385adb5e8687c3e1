package io.tickhouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kafka broker, schema registry and ClickHouse on loopback, their data under one folder. All of it ends with
 * {@link #close}, and with this JVM in whatever way it ends.
 */
public final class LocalStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

    private final Endpoints endpoints;
    private final FolderLock lock;
    private final KafkaNode kafka;
    private final RegistryNode registry;
    private final ClickHouseNode clickhouse;

    private LocalStack(
            Endpoints endpoints, FolderLock lock, KafkaNode kafka, RegistryNode registry, ClickHouseNode clickhouse) {
        this.endpoints = endpoints;
        this.lock = lock;
        this.kafka = kafka;
        this.registry = registry;
        this.clickhouse = clickhouse;
    }

    /**
     * Starts the three and returns when all of them answer. A {@link StackException} says what is in the way: a second
     * stack on the folder, a port in use, a missing engine. Nothing is left running then.
     */
    public static LocalStack start(StackOptions options) {
        FolderLock lock = lock(options.data());
        try {
            LocalStack stack = wire(options, lock);
            stack.startAll();
            return stack;
        } catch (RuntimeException | Error e) {
            release(lock);
            throw e;
        }
    }

    private static LocalStack wire(StackOptions options, FolderLock lock) {
        Ports ports = new Ports();
        int kafkaPort = ports.take(options.kafkaPort(), "Kafka broker", "--kafka-port");
        int registryPort = ports.take(options.registryPort(), "schema registry", "--registry-port");
        int clickhousePort = ports.take(options.clickhousePort(), "ClickHouse server", "--clickhouse-port");
        int controllerPort = ports.take(0, "Kafka controller", "--kafka-port");

        Endpoints endpoints = Endpoints.onLoopback(kafkaPort, registryPort, clickhousePort);
        Path root = ProjectRoot.find();
        Path data = options.data();
        return new LocalStack(
                endpoints,
                lock,
                new KafkaNode(data.resolve("kafka"), kafkaPort, controllerPort, options.broker()),
                new RegistryNode(
                        root.resolve("deploy/local/target/registry"),
                        data.resolve("registry"),
                        registryPort,
                        endpoints.schemaRegistryUrl()),
                new ClickHouseNode(
                        EngineLibrary.of(root), data.resolve("clickhouse"), clickhousePort, options.clickhouse()));
    }

    /** Where the parts answer; the same for the stack's whole life. */
    public Endpoints endpoints() {
        return endpoints;
    }

    public KafkaNode kafka() {
        return kafka;
    }

    public RegistryNode registry() {
        return registry;
    }

    public ClickHouseNode clickhouse() {
        return clickhouse;
    }

    /** Stops the three cleanly and gives the data folder free. */
    @Override
    public void close() {
        try {
            stopAll();
        } finally {
            release(lock);
        }
    }

    private void startAll() {
        try {
            together(Map.of(
                    "ClickHouse started", clickhouse::start,
                    "schema registry started", registry::start,
                    "Kafka broker started", kafka::start));
        } catch (RuntimeException failure) {
            try {
                stopAll();
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private void stopAll() {
        together(Map.of(
                "ClickHouse stopped", clickhouse::stop,
                "schema registry stopped", registry::stop,
                "Kafka broker stopped", kafka::stop));
    }

    /**
     * Runs all of them at the same time to their ends and logs how long each took; throws the first failure with the
     * others attached.
     */
    private static void together(Map<String, Runnable> parts) {
        List<RuntimeException> failures = new ArrayList<>();
        try (ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("stack-part-", 0).factory())) {
            List<CompletableFuture<Void>> running = new ArrayList<>();
            parts.forEach((what, part) -> running.add(CompletableFuture.runAsync(() -> timed(what, part), executor)));
            for (CompletableFuture<Void> part : running) {
                try {
                    part.join();
                } catch (CompletionException e) {
                    failures.add(
                            e.getCause() instanceof RuntimeException cause
                                    ? cause
                                    : new StackException("A part of the stack failed: " + e.getCause(), e));
                }
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    private static void timed(String what, Runnable part) {
        long start = System.nanoTime();
        part.run();
        LOG.info("{} in {} ms", what, (System.nanoTime() - start) / 1_000_000);
    }

    private static FolderLock lock(Path data) {
        Path file = data.resolve("lock");
        try {
            Files.createDirectories(data);
            return FolderLock.tryTake(file)
                    .orElseThrow(() -> new StackException("A stack is already running on " + data + " (process "
                            + FolderLock.holder(file) + "): stop it first, or choose another folder with --data."));
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + data + " could not be locked", e);
        }
    }

    private static void release(FolderLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The lock of the data folder could not be released", e);
        }
    }
}
