package io.tickhouse.simulator.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer, in JSON. */
public record RestReply(int status, Map<String, String> headers, byte[] body) {
    public static RestReply of(int status, String json) {
        return new RestReply(status, Map.of(), json.getBytes(StandardCharsets.UTF_8));
    }
}
