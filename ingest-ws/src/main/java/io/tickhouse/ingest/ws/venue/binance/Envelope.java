package io.tickhouse.ingest.ws.venue.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.json.Json;
import java.io.IOException;
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
    private final Fields fields = new Fields();
    private boolean array;

    public Envelope(Events events) {
        this.events = events;
    }

    @Override
    public Decoded decode(byte[] frame, Instant receiveTime) {
        fields.clear();
        array = false;
        try (JsonParser json = Json.parser(frame)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                json.skipChildren();
                array = true;
            } else if (first == JsonToken.START_OBJECT) {
                read(json);
            } else {
                return new Decoded.Rejected("expected a JSON object, found " + first);
            }
            if (json.nextToken() != null) {
                return new Decoded.Rejected("expected the frame to end after one JSON object, found more");
            }
            return array ? new Decoded.Ignored("array of a stream not subscribed to") : decoded(receiveTime);
        } catch (JsonProcessingException e) {
            return new Decoded.Rejected("not JSON as expected: " + e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            return new Decoded.Rejected(String.valueOf(e.getMessage()));
        }
    }

    private void read(JsonParser json) throws IOException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("data") && value == JsonToken.START_OBJECT) {
                for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                    fields.take(field, json.nextToken(), json);
                }
            } else if (name.equals("data") && value == JsonToken.START_ARRAY) {
                json.skipChildren();
                array = true;
            } else {
                fields.take(name, value, json);
            }
        }
    }

    private Decoded decoded(Instant receiveTime) {
        String stream = fields.has(Fields.Name.STREAM) ? fields.text(Fields.Name.STREAM) : "";
        if (fields.has('e') || !stream.isEmpty()) {
            return events.decode(stream, fields, receiveTime);
        }
        String id = fields.loose(Fields.Name.ID);
        if (fields.isObject(Fields.Name.ERROR)) {
            return refused(id, fields.inner("error"));
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
        return new Decoded.Mapped(
                new Message.Refused(id, "code " + error.loose(Fields.Name.CODE) + ": " + error.loose(Fields.Name.MSG)));
    }
}
