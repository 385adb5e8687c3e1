package io.tickhouse.ingest.ws.archive;

/** Frames that could not be kept, until the archive tells of them. */
final class Missed {
    private long frames;
    private long since;
    private long until;

    /** One more, or several where it is a gap itself. */
    void add(ArchiveItem item) {
        if (frames == 0) {
            since = item.micros();
        }
        until = item instanceof ArchiveItem.Gap gap ? gap.until() : item.micros();
        frames += item.frames();
    }

    /** How many. */
    long frames() {
        return frames;
    }

    /** All of them as one gap; from now on there are none. */
    ArchiveItem.Gap take(String reason) {
        ArchiveItem.Gap gap = new ArchiveItem.Gap(since, until, frames, reason);
        frames = 0;
        return gap;
    }
}
