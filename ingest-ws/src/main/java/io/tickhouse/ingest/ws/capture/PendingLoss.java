package io.tickhouse.ingest.ws.capture;

import io.tickhouse.schemas.market.Times;
import java.util.Optional;

/** Records of a feed that Kafka did not take and nobody has been told of yet. Thread-safe. */
final class PendingLoss {
    private long count;
    private long total;
    private long firstId = Long.MAX_VALUE;
    private long lastId = Long.MIN_VALUE;
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;
    private String cause = "";

    /**
     * One more.
     *
     * @param id of the record, -1 for none
     * @param micros when it was lost
     */
    synchronized void add(long id, long micros, String why) {
        count++;
        total++;
        if (id >= 0) {
            firstId = Math.min(firstId, id);
            lastId = Math.max(lastId, id);
        }
        firstMicros = Math.min(firstMicros, micros);
        lastMicros = Math.max(lastMicros, micros);
        cause = why;
    }

    /** What is to be told, in words; taken when told. Empty when nothing is, or the last loss was after {@code before}. */
    synchronized Optional<String> take(long before) {
        if (count == 0 || lastMicros > before) {
            return Optional.empty();
        }
        String ids = firstId == Long.MAX_VALUE ? "" : ", ids from " + firstId + " to " + lastId;
        String told = count + " records not published from " + Times.instant(firstMicros) + " to "
                + Times.instant(lastMicros) + ids + ": " + cause;
        count = 0;
        firstId = Long.MAX_VALUE;
        lastId = Long.MIN_VALUE;
        firstMicros = Long.MAX_VALUE;
        lastMicros = Long.MIN_VALUE;
        return Optional.of(told);
    }

    /** Records lost in all. */
    synchronized long total() {
        return total;
    }
}
