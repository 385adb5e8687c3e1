package io.tickhouse.ingest.ws.venue;

import java.time.Instant;

/**
 * Reads one venue's frames. A frame always means the same, whatever came before it; never throws, whatever the bytes are.
 * Not thread-safe: buffers are reused.
 */
public interface FrameDecoder {
    /**
     * Reads one frame.
     *
     * @param frame one whole message as it came, UTF-8
     * @param receiveTime when it was read from the socket by our clock
     */
    Decoded decode(byte[] frame, Instant receiveTime);
}
