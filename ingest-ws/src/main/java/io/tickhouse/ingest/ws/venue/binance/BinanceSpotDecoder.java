package io.tickhouse.ingest.ws.venue.binance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.Decoder;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Reads frames of raw and combined streams. A combined stream wraps the payload as {@code {"stream":…,"data":…}}; fields
 * this version does not know are passed over, since the venue adds some now and then.
 */
public final class BinanceSpotDecoder implements Decoder {
    private static final JsonFactory JSON = new JsonFactory();

    private final ChronoUnit timeUnit;

    /** @param timeUnit of every time on the connection: MILLIS, or MICROS where {@code timeUnit=MICROSECOND} was asked for */
    public BinanceSpotDecoder(ChronoUnit timeUnit) {
        this.timeUnit = timeUnit;
    }

    @Override
    public Decoded decode(byte[] frame, Instant receiveTime) {
        TradePayload payload = new TradePayload();
        try (JsonParser json = JSON.createParser(frame)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Decoded.Rejected("expected a JSON object, found " + json.currentToken());
            }
            read(json, payload, true);
            if (json.nextToken() != null) {
                return new Decoded.Rejected("expected the frame to end after one JSON object, found more");
            }
            return payload.decoded(timeUnit, receiveTime);
        } catch (JsonProcessingException e) {
            return new Decoded.Rejected("not JSON as expected: " + e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            return new Decoded.Rejected(String.valueOf(e.getMessage()));
        }
    }

    private static void read(JsonParser json, TradePayload payload, boolean top) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (top && name.equals("data") && value == JsonToken.START_OBJECT) {
                read(json, payload, false);
            } else {
                payload.field(name, value, json);
                json.skipChildren();
            }
        }
    }
}
