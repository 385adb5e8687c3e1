package io.tickhouse.sink.clickhouse.plan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metadata of a committed offset. A plan's commit has the batch's first offset as its offset and its last in the note; a
 * settled commit has an empty note.
 */
public final class CommitNote {
    /** Nothing is under way from the committed offset on. */
    public static final String SETTLED = "";

    private static final Pattern PLAN = Pattern.compile("plan:(\\d{1,18})-(\\d{1,18})");

    private CommitNote() {}

    /** The note of a planned batch, committed at its first offset. */
    public static String of(OffsetRange planned) {
        return "plan:" + planned;
    }

    /** The planned batch a note speaks of; empty when it speaks of none in a way this version understands. */
    static Optional<OffsetRange> read(String note) {
        Matcher plan = PLAN.matcher(note);
        if (!plan.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(plan.group(1));
        long last = Long.parseLong(plan.group(2));
        return first <= last ? Optional.of(new OffsetRange(first, last)) : Optional.empty();
    }
}
