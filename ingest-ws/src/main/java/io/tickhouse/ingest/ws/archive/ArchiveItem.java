package io.tickhouse.ingest.ws.archive;

/** What becomes a line of an archive. */
sealed interface ArchiveItem {
    /** When it was received, microseconds since the epoch, UTC. */
    long micros();

    /** Frames and answers it stands for. */
    default long frames() {
        return 1;
    }

    /** Characters it keeps in memory. */
    default long characters() {
        return 0;
    }

    /**
     * One message of a socket.
     *
     * @param link {@code capture/connection.socket}
     * @param address path and query the socket was opened at
     */
    record Frame(long micros, String link, String address, String text) implements ArchiveItem {
        @Override
        public long characters() {
            return text.length();
        }
    }

    /**
     * An answer over REST with status 200.
     *
     * @param asked when it was asked for, microseconds since the epoch, UTC
     * @param request path and query
     * @param body of the request; empty for a GET
     * @param text of the answer
     */
    record Answer(long micros, long asked, String request, String body, String text) implements ArchiveItem {
        @Override
        public long characters() {
            return text.length();
        }
    }

    /**
     * Frames that were received and are not in the archive, at this place.
     *
     * @param micros when the first of them was received
     * @param until when the last of them was
     * @param frames how many; those of a file that broke off may be in it all the same
     */
    record Gap(long micros, long until, long frames, String reason) implements ArchiveItem {}
}
