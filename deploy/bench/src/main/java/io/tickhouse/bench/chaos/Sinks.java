package io.tickhouse.bench.chaos;

import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sink's processes. One that ends by itself is a failure of the sink, noted with its last words, and is replaced. */
final class Sinks implements AutoCloseable {
    /** A JVM that ends in order after SIGTERM. */
    private static final int TERMINATED = 143;

    private final Workspace workspace;
    private final Stage stage;
    private final Path logs;
    private final Journal journal;
    private final Duration session;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Replica> gone = new ArrayList<>();
    private Protocol protocol = Protocol.CLASSIC;
    private int started;

    Sinks(Workspace workspace, Stage stage, Path logs, Journal journal, Duration session) {
        this.workspace = workspace;
        this.stage = stage;
        this.logs = logs;
        this.journal = journal;
        this.session = session;
    }

    /** What sinks started from now on speak. */
    void speak(Protocol spoken) {
        protocol = spoken;
    }

    Replica start() {
        String name = "sink-" + ++started;
        Path log = logs.resolve(name + ".log");
        List<String> settings = new ArrayList<>(protocol.sink(session));
        settings.add("admin.port=0");
        settings.add("sink.topics=" + Stage.TOPIC.name());
        settings.add("sink.retry.backoff.max.ms=2000");
        List<String> arguments = new ArrayList<>();
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        Child child = Child.inBackground(
                workspace, Program.SINK, arguments, stage.endpoints().asEnvironment(), log, false);
        Replica replica = new Replica(name, child, log);
        replicas.add(replica);
        return replica;
    }

    /** One of those that run. */
    Replica any() throws InterruptedException {
        reviveFallen();
        return replicas.isEmpty() ? start() : replicas.getFirst();
    }

    List<Replica> all() {
        return List.copyOf(replicas);
    }

    void kill(Replica replica) throws InterruptedException {
        reviveFallen();
        if (replicas.remove(replica)) {
            replica.kill();
            gone.add(replica);
        }
    }

    /** Asks one to leave the group in order. */
    void stop(Replica replica) throws InterruptedException {
        reviveFallen();
        if (replicas.remove(replica)) {
            int code = replica.stop();
            gone.add(replica);
            if (code != 0 && code != TERMINATED) {
                journal.failure(replica.name() + " was asked to stop and ended with exit code " + code
                        + "; its last words:\n" + replica.lastWords());
            }
        }
    }

    void stopAll() throws InterruptedException {
        for (Replica replica : all()) {
            stop(replica);
        }
    }

    /** Notes and replaces those that ended by themselves. */
    void reviveFallen() throws InterruptedException {
        for (Replica replica : all()) {
            if (replica.fell()) {
                replicas.remove(replica);
                gone.add(replica);
                journal.failure(replica.name() + " ended by itself with exit code " + replica.exitCode()
                        + "; its last words:\n" + replica.lastWords());
                start();
            }
        }
    }

    int started() {
        return started;
    }

    /** How often any of them logged these words. */
    long said(String words) {
        return replicas.stream().mapToLong(replica -> replica.said(words)).sum()
                + gone.stream().mapToLong(replica -> replica.said(words)).sum();
    }

    @Override
    public void close() {
        for (Replica replica : all()) {
            try {
                replica.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
