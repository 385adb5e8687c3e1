package io.tickhouse.ingest.ws.archive;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;

/** Writes items as lines of JSON in ASCII. */
final class ArchiveLines {
    /** Names the layout of lines; another layout gets another number. */
    static final String FORMAT = "tickhouse-raw-1";

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .rootValueSeparator((String) null)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // whatever a venue sends can be written
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final JsonGenerator out;
    private final String venue;

    ArchiveLines(OutputStream out, String venue) throws IOException {
        this.out = JSON.createGenerator(out, JsonEncoding.UTF8);
        this.venue = venue;
    }

    /** The first line of a file. */
    void head(long micros, String capture) throws IOException {
        begin(micros);
        out.writeStringField("capture", capture);
        out.writeStringField("format", FORMAT);
        end();
    }

    void write(ArchiveItem item) throws IOException {
        begin(item.micros());
        switch (item) {
            case ArchiveItem.Frame frame -> {
                out.writeStringField("link", frame.link());
                out.writeStringField("address", frame.address());
                out.writeStringField("text", frame.text());
            }
            case ArchiveItem.Answer answer -> {
                out.writeNumberField("asked", answer.asked());
                out.writeStringField("request", answer.request());
                if (!answer.body().isEmpty()) {
                    out.writeStringField("body", answer.body());
                }
                out.writeStringField("answer", answer.text());
            }
            case ArchiveItem.Gap gap -> {
                out.writeNumberField("until", gap.until());
                out.writeNumberField("gap", gap.frames());
                out.writeStringField("reason", gap.reason());
            }
        }
        end();
    }

    private void begin(long micros) throws IOException {
        out.writeStartObject();
        out.writeNumberField("t", micros);
        out.writeStringField("venue", venue);
    }

    private void end() throws IOException {
        out.writeEndObject();
        out.writeRaw('\n');
    }

    /** Hands on what has been written. */
    void flush() throws IOException {
        out.flush();
    }
}
