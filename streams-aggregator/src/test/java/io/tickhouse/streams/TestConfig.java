package io.tickhouse.streams;

import io.tickhouse.service.config.ServiceConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings for tests that need no broker. */
final class TestConfig {
    private TestConfig() {}

    static ServiceConfig with(String... assignments) {
        return ServiceConfig.load(
                AggregatorConfig.def(),
                AggregatorConfig.PREFIX,
                Optional.empty(),
                Map.of(),
                Stream.concat(
                                Stream.of("kafka.bootstrap.servers=nowhere:1", "registry.url=mock://none"),
                                Stream.of(assignments))
                        .toList());
    }

    /** Every interval, and late trades merge however late they are. */
    static List<String> everyInterval() {
        return List.of("streams.candles.kept.ms=31622400000", "streams.second.candles.kept.ms=31622400000");
    }
}
