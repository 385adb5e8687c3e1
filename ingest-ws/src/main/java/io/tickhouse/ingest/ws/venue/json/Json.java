package io.tickhouse.ingest.ws.venue.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** JSON of venues: at most 32 levels deep, numbers of at most 100 digits, no text longer than a frame. */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .maxStringLength(1_000_000)
                    .build())
            .build();
    private static final ObjectMapper TREES = new ObjectMapper(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    /**
     * A text in quotes, its escapes resolved.
     *
     * @throws IOException if it is none
     */
    static String text(byte[] json, int from, int length) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json, from, length)) {
            parser.nextToken();
            return parser.getText();
        }
    }

    /**
     * A text as a tree, for what does not come often.
     *
     * @throws IllegalArgumentException if it is not JSON
     */
    public static JsonNode tree(byte[] text) {
        try {
            return TREES.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON as expected: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON as expected: " + e.getMessage(), e);
        }
    }
}
