package io.tickhouse.ingest.ws;

import io.tickhouse.ingest.ws.capture.Capture;
import io.tickhouse.ingest.ws.capture.CaptureView;
import io.tickhouse.service.StopSignal;
import java.io.IOException;
import java.util.List;

/** Looks on while captures run. */
interface CaptureWatch {
    /** Sees nothing. */
    CaptureWatch NONE = new CaptureWatch() {};

    /**
     * They have begun.
     *
     * @param stop ends them
     */
    default void begin(List<Capture> captures, StopSignal stop) {}

    /**
     * They have ended in order.
     *
     * @param last how they stood then
     * @throws IOException if what was asked for could not be written
     */
    default void end(List<CaptureView> last) throws IOException {}
}
