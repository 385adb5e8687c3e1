package io.tickhouse.ingest.ws.connection;

import io.tickhouse.ingest.ws.rest.RestAnswer;
import io.tickhouse.ingest.ws.venue.RestRequest;

/**
 * Hears of everything a venue says to one capture, in the order in which the capturing thread takes it. It is called while
 * the socket waits: it must neither wait nor fail.
 */
public interface FrameTap extends AutoCloseable {
    /** Hears nothing. */
    FrameTap NONE = new FrameTap() {
        @Override
        public void frame(Inbound.Frame frame) {}

        @Override
        public void answer(RestRequest request, RestAnswer answer) {}

        @Override
        public void close() {}
    };

    /** A frame of a socket. */
    void frame(Inbound.Frame frame);

    /** What the venue answered to a request over REST. */
    void answer(RestRequest request, RestAnswer answer);

    /** Nothing more will come. */
    @Override
    void close();
}
