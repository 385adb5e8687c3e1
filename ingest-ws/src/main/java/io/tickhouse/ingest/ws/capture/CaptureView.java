package io.tickhouse.ingest.ws.capture;

import java.util.List;

/**
 * How a capture stands, to be shown. Never changes.
 *
 * @param venue whose
 * @param feeds every feed
 * @param connections there are
 * @param frames read off sockets so far
 * @param rejected of them
 * @param waiting frames in the inbox
 * @param snapshots of books taken so far
 * @param snapshotsExpected moments of the grid so far, summed up over the books there were
 * @param clockAheadMicros how far the venue's clock is ahead of ours
 * @param p50Micros median of receipt to acknowledgement of late, 0 when nothing was published
 * @param p99Micros its 99th percentile
 */
public record CaptureView(
        String venue,
        List<Row> feeds,
        List<Link> connections,
        long frames,
        long rejected,
        int waiting,
        long snapshots,
        long snapshotsExpected,
        long clockAheadMicros,
        long p50Micros,
        long p99Micros) {
    /**
     * How a connection stands.
     *
     * @param name among those of the capture
     * @param state such as Live
     * @param detail of the state; may be empty
     */
    public record Link(String name, String state, String detail) {}

    /**
     * How a feed stands.
     *
     * @param type its label
     * @param state of the feed, and of its book where it has one
     * @param received messages read
     * @param published records given to Kafka
     * @param repeated messages that were there already
     * @param missing ids passed over and not come since
     * @param lost records Kafka did not take
     * @param resyncs times its book broke
     * @param lastId last id seen; -1 for none
     */
    public record Row(
            String symbol,
            String type,
            String state,
            long received,
            long published,
            long repeated,
            long missing,
            long lost,
            long resyncs,
            long lastId) {}
}
