package io.tickhouse.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes ClickHouse's system calls fail in the middle of an insert. */
record Injecting(Stage stage, Sinks sinks, Watch watch, Journal journal, Path folder) {
    private static final Duration TO_HIT = Duration.ofSeconds(30);
    private static final int MOST_TRIES = 20;

    /** Repeats the injection until it was hit. */
    void play(Injection injection) throws InterruptedException {
        sinks.any();
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            watch.progress();
            List<String> hits = hits(injection);
            if (!hits.isEmpty()) {
                journal.say("injected %s: %d hits, %s", injection, hits.size(), brief(hits.getFirst()));
                journal.tally("injected " + injection, hits.size());
                watch.progress();
                return;
            }
        }
        throw new ChaosException("the injection '" + injection + "' hit nothing in " + MOST_TRIES + " attempts");
    }

    private List<String> hits(Injection injection) throws InterruptedException {
        Path trace = folder.resolve("strace.txt");
        try (Strace strace = Strace.attach(injection, stage.enginePid(), stage.tableFolder(), trace)) {
            boolean ended = Until.within(
                    TO_HIT,
                    () -> injection.kills()
                            ? stage.engineEnded()
                            : !strace.hits().isEmpty() || !strace.isAlive());
            List<String> hits = strace.hits();
            if (hits.isEmpty()) {
                journal.say("%s missed, once more %s", injection, strace.complaints());
            }
            if (injection.kills() && ended) {
                stage.restartEngineByForce();
            } else if (injection.place() == Injection.Place.DEDUPLICATION_LOG && !hits.isEmpty()) {
                crashOfBoth();
            }
            return hits;
        }
    }

    /**
     * Kills the sinks, so that the insert's end is not committed, and then ClickHouse, so that it knows only what is in its
     * log: the rows may be there and their token not known.
     */
    private void crashOfBoth() throws InterruptedException {
        for (Replica replica : sinks.all()) {
            sinks.kill(replica);
        }
        Until.within(Watch.PATIENCE, () -> stage.insertsUnderWay().isEmpty());
        stage.restartEngineByForce();
        sinks.start();
        journal.tally("both killed after a token could not be noted", 1);
    }

    /** A traced call without the folders of its files. */
    private static String brief(String call) {
        return call.replaceAll("/[^\"]*/(?=[^/\"]+/?\")", "");
    }
}
