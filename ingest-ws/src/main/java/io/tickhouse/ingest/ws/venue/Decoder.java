package io.tickhouse.ingest.ws.venue;

import java.time.Instant;

/** Reads one venue's frames. Pure, so a frame always means the same; never throws, whatever the bytes are. */
public interface Decoder {
    /**
     * Reads one frame.
     *
     * @param frame one whole message as it came, UTF-8
     * @param receiveTime when it was read from the socket by our clock
     */
    Decoded decode(byte[] frame, Instant receiveTime);
}
