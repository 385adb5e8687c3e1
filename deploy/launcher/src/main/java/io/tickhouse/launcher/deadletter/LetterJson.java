package io.tickhouse.launcher.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.common.header.Header;

/** A letter as a JSON object on one line, in ASCII; its value is base64. */
public final class LetterJson {
    private final JsonMapper mapper =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    public String line(Letter letter, String state) throws JsonProcessingException {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("key", letter.key());
        line.put("written", letter.written().toString());
        line.put("state", state);
        line.put("service", letter.service());
        line.put("error", letter.error());
        letter.origin().ifPresent(origin -> {
            line.put("topic", origin.topic());
            line.put("partition", origin.partition());
            line.put("offset", origin.offset());
        });
        letter.header("file").ifPresent(file -> line.put("file", file));
        letter.header("line").ifPresent(number -> line.put("line", number));
        ArrayNode headers = line.putArray("headers");
        for (Header header : letter.record().headers()) {
            headers.addObject()
                    .put("name", header.key())
                    .put("value", header.value() == null ? null : Harmless.textOrHex(header.value()));
        }
        line.put("size", letter.size());
        line.put("value", letter.value());
        return mapper.writeValueAsString(line);
    }
}
