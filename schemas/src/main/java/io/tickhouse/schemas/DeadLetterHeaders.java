package io.tickhouse.schemas;

/**
 * Headers of the records in {@link Topics#DEAD_LETTERS}. Texts are UTF-8, numbers are decimal. A letter's value is the bytes
 * that could not be used and its key says where they came from: {@code topic:partition:offset} for a record, {@code
 * file:line} for a row of an archive. A record with the header {@link #REPLAYED} is no letter but the mark that the letter of
 * its key was published again.
 */
public final class DeadLetterHeaders {
    /** The service that could not use the bytes. */
    public static final String SERVICE = "service";

    /** What was expected and what was found. */
    public static final String ERROR = "error";

    /** Topic the record came from. */
    public static final String TOPIC = "topic";

    /** Partition it came from. */
    public static final String PARTITION = "partition";

    /** Its offset. */
    public static final String OFFSET = "offset";

    /** Its timestamp, milliseconds since 1970-01-01T00:00:00Z. */
    public static final String TIMESTAMP = "timestamp";

    /** Its key, as it was; absent where it had none. */
    public static final String KEY = "key";

    /** Before the name of each header that the record itself had. */
    public static final String RECORD_PREFIX = "record.";

    /** Length of the whole value in bytes; only where the letter holds no more than its beginning. */
    public static final String CUT_FROM = "cut-from";

    /** Archive file the row came from. */
    public static final String FILE = "file";

    /** Its line, from 1, the header included. */
    public static final String LINE = "line";

    /** In a mark: when the letter of this key was published again, ISO 8601 in UTC. */
    public static final String REPLAYED = "replayed";

    /** In a mark: where to, {@code topic:partition:offset}. */
    public static final String REPLAYED_TO = "replayed-to";

    /** In a record published again: key of the letter it was. */
    public static final String REPLAY_OF = "replay-of";

    private DeadLetterHeaders() {}
}
