package io.tickhouse.service.admin;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Orders to a service over admin HTTP. Who gives one has to know the token; without a token there are none. Thread-safe. */
public final class AdminApi {
    private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

    /**
     * An order.
     *
     * @param method such as POST
     * @param path as it was asked for, without a query
     * @param body at most {@value AdminServer#LONGEST_BODY} bytes
     */
    public record Order(String method, String path, byte[] body) {}

    /**
     * What is answered.
     *
     * @param status of HTTP
     * @param json body
     */
    public record Reply(int status, String json) {}

    /** Carries orders out; called by several threads. */
    public interface Endpoint {
        Reply answer(Order order) throws InterruptedException;
    }

    /** Has everything at that path and below answered, such as {@code /captures}. */
    public void serve(String path, Endpoint endpoint) {
        endpoints.put(path, endpoint);
    }

    Optional<Endpoint> endpoint(String path) {
        return endpoints.entrySet().stream()
                .filter(entry -> path.equals(entry.getKey()) || path.startsWith(entry.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
