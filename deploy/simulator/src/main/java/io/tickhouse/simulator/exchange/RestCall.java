package io.tickhouse.simulator.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A REST request.
 *
 * @param path decoded, without the query
 * @param query decoded parameters; the first of a name counts
 * @param headers under names in lower case
 * @param micros the venue's time, microseconds since the epoch, UTC
 */
public record RestCall(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, long micros) {
    /** Empty when it is not given. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
