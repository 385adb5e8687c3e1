package io.tickhouse.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A failure inside ClickHouse, in the middle of an insert that makes several parts.
 *
 * @param at at which part of an insert, from 1
 */
record Injection(Place place, Failure failure, int at) {

    /** Where in the life of a part. */
    enum Place {
        /** The part gets its final name, which makes its rows visible. */
        RENAME("rename", "the rename of part"),
        /** The insert's token is noted, so that a repeat is recognised. */
        DEDUPLICATION_LOG("write", "the deduplication log's entry");

        private final String call;
        private final String words;

        Place(String call, String words) {
            this.call = call;
            this.words = words;
        }

        /** The system call. */
        String call() {
            return call;
        }

        /** Whether a traced call makes a part of an insert. */
        boolean isInsert(String call) {
            return this == DEDUPLICATION_LOG || (call.contains("/tmp_insert_") && !call.contains("/delete_tmp_"));
        }
    }

    /** What happens there. */
    enum Failure {
        /** The process is killed instead of the call. */
        KILL("error=EINTR:signal=SIGKILL"),
        /** The disk is full. */
        ENOSPC("error=ENOSPC"),
        /** The disk does not answer. */
        EIO("error=EIO");

        private final String effect;

        Failure(String effect) {
            this.effect = effect;
        }
    }

    /** Every failure at every place, at the first three parts. */
    static List<Injection> all() {
        List<Injection> all = new ArrayList<>();
        for (Place place : Place.values()) {
            for (Failure failure : Failure.values()) {
                Stream.of(1, 2, 3).forEach(at -> all.add(new Injection(place, failure, at)));
            }
        }
        return all;
    }

    /** In strace's words; it counts the calls of each thread by itself. */
    String expression() {
        return "inject=" + place.call + ":" + failure.effect + ":when=" + at;
    }

    boolean kills() {
        return failure == Failure.KILL;
    }

    @Override
    public String toString() {
        return failure + " at " + place.words + " " + at;
    }
}
