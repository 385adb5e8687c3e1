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

    static List<String> everyInterval() {
        return List.of("streams.intervals=1s,1m,3m,5m,15m,30m,1h,2h,4h,6h,8h,12h,1d,3d,1w,1M");
    }
}
