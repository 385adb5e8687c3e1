package io.tickhouse.sink.clickhouse.plan;

import java.util.Optional;

/** Where work on a partition begins, as the group's last commit and the log tell it. */
public sealed interface StartingPoint {
    /** A place where work can begin. */
    sealed interface Known extends StartingPoint {}

    /** The group never committed here: everything the log holds is new. */
    record FirstStart(long earliest) implements Known {}

    /** Everything before {@code next} is in the table, nothing was under way. */
    record Settled(long next) implements Known {}

    /** A batch was planned and its end never committed: it may be in the table, in part or not at all. */
    record Outstanding(OffsetRange planned) implements Known {}

    /** Records that are not known to be in the table are no longer in the log, or never were. */
    record Impossible(String why) implements StartingPoint {}

    /**
     * Tells them apart.
     *
     * @param committed the group's committed offset; empty when it never committed
     * @param note the metadata of that commit
     * @param earliest first offset the log still holds
     * @param end offset after the last record of the log
     */
    static StartingPoint of(Optional<Long> committed, String note, long earliest, long end) {
        if (committed.isEmpty()) {
            return new FirstStart(earliest);
        }
        long offset = committed.get();
        if (offset < earliest) {
            return new Impossible("offset " + offset + " comes next, but the log begins at " + earliest
                    + ": retention took records before they were in ClickHouse. Restore them by a repair or an archive"
                    + " load, then move the group's offset to " + earliest + " with kafka-consumer-groups.sh");
        }
        if (offset > end) {
            return new Impossible("offset " + offset + " comes next, but the log ends at " + end
                    + ": the topic was made anew. Move the group's offset to 0 with kafka-consumer-groups.sh, or use"
                    + " another sink.group.id");
        }
        if (note.equals(CommitNote.SETTLED)) {
            return new Settled(offset);
        }
        return CommitNote.read(note)
                .filter(planned -> planned.first() == offset && planned.last() < end)
                .<StartingPoint>map(Outstanding::new)
                .orElseGet(() -> new Impossible("the commit at offset " + offset + " carries the note '" + note
                        + "', which is no plan that begins there and ends before " + end
                        + ": another program or a newer version commits for this group. Use another sink.group.id"));
    }
}
