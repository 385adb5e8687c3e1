package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.json.JsonReader;
import io.tickhouse.ingest.ws.venue.json.JsonReader.Kind;
import java.time.Instant;

/**
 * Opens frames of raw streams ({@code {"e":…}}) and combined ones ({@code {"stream":…,"data":{…}}}), understands answers to
 * requests, and leaves the event itself to the product.
 */
public final class Envelope implements FrameDecoder {
    /** What one product makes of an event's fields. */
    public interface Events {
        /**
         * Reads one event.
         *
         * @param stream its name as in {@code btcusdt@trade}; empty on a raw stream
         * @throws IllegalArgumentException saying what was expected and what was found
         */
        Decoded decode(String stream, Fields fields, Instant receiveTime);
    }

    private final Events events;
    private final JsonReader json = new JsonReader();
    private final Fields fields = new Fields(json);
    private boolean array;

    public Envelope(Events events) {
        this.events = events;
    }

    @Override
    public Decoded decode(byte[] frame, Instant receiveTime) {
        fields.clear();
        array = false;
        try {
            Kind first = json.begin(frame);
            if (first == Kind.ARRAY) {
                json.skip(first);
                array = true;
            } else if (first == Kind.OBJECT) {
                read();
            } else {
                return new Decoded.Rejected("expected a JSON object, found " + first);
            }
            json.end();
            return array ? new Decoded.Ignored("array of a stream not subscribed to") : decoded(receiveTime);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Decoded.Rejected(String.valueOf(e.getMessage()));
        }
    }

    private void read() {
        while (json.nextField()) {
            if (json.letter() == 0 && json.name().equals("data")) {
                data(json.value());
            } else {
                fields.take();
            }
        }
    }

    private void data(Kind kind) {
        if (kind == Kind.OBJECT) {
            fields.takeAll();
        } else {
            array |= kind == Kind.ARRAY;
            json.skip(kind);
        }
    }

    private Decoded decoded(Instant receiveTime) {
        String stream = fields.has(Fields.Name.STREAM) ? fields.text(Fields.Name.STREAM) : "";
        if (fields.has('e') || !stream.isEmpty()) {
            return events.decode(stream, fields, receiveTime);
        }
        String id = fields.loose(Fields.Name.ID);
        if (fields.isObject(Fields.Name.ERROR)) {
            return refused(id, fields.inner(Fields.Name.ERROR));
        }
        if (fields.has(Fields.Name.CODE) || fields.has(Fields.Name.MSG)) {
            return refused(id, fields);
        }
        if (fields.has(Fields.Name.RESULT)) {
            return new Decoded.Mapped(new Message.Acknowledged(id));
        }
        // a raw stream's events without a type: spot's book ticker and partial depth
        return events.decode(stream, fields, receiveTime);
    }

    private static Decoded refused(String id, Fields error) {
        return new Decoded.Mapped(new Message.Refused(
                id, "", "code " + error.loose(Fields.Name.CODE) + ": " + error.loose(Fields.Name.MSG)));
    }
}
