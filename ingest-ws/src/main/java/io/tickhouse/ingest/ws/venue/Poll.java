package io.tickhouse.ingest.ws.venue;

import java.time.Instant;
import java.util.List;

/**
 * Something that is asked for over REST now and then.
 *
 * @param type what it gives
 * @param symbols whom it is about
 * @param request the question
 * @param reader reads the answer
 */
public record Poll(DataType type, List<String> symbols, RestRequest request, Reader reader) {
    /** Reads an answer. */
    public interface Reader {
        /**
         * The records in an answer.
         *
         * @param body UTF-8
         * @param receiveTime when the answer came by our clock
         * @throws IllegalArgumentException saying what was expected and what was found
         */
        List<Message.Fact> read(byte[] body, Instant receiveTime);
    }
}
