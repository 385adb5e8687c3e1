package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.service.ServiceContext;
import io.tickhouse.service.StopSignal;
import io.tickhouse.service.admin.AdminApi;
import io.tickhouse.service.admin.Health;
import io.tickhouse.service.config.ConfigProblems;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.service.kafka.KafkaClients;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@WithLocalStack
class CheckTest {
    @Test
    void aStackWithTheCatalogueIsInOrder(Endpoints endpoints) {
        Stack.of(endpoints).close();
        assertThatCode(() -> check(endpoints, Map.of())).doesNotThrowAnyException();
    }

    @Test
    void everythingThatIsNotInOrderIsNamedAtOnce(Endpoints endpoints) {
        assertThatThrownBy(() -> check(
                        endpoints,
                        Map.of(
                                "TICKHOUSE_CLICKHOUSE_URL", "http://127.0.0.1:1",
                                "TICKHOUSE_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1/apis/ccompat/v7")))
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("schema registry: cannot list subjects")
                .hasMessageContaining("ClickHouse: cannot ask ClickHouse");
    }

    @Test
    void aTopicWithoutATableIsAProblemOfTheConfiguration(Endpoints endpoints) {
        assertThatThrownBy(() -> check(endpoints, Map.of("TICKHOUSE_SINK_TOPICS", "market.l2-deltas.v1")))
                .isInstanceOfSatisfying(
                        ConfigProblems.class,
                        problems -> assertThat(problems.problems())
                                .anyMatch(problem -> problem.contains("market.l2-deltas.v1")));
    }

    @Test
    void everyTableDeletesMergedPartsSteadily(Endpoints endpoints) throws Exception {
        try (Stack stack = Stack.migrated(endpoints)) {
            String tables = " FROM system.tables WHERE database = 'market_store' AND engine LIKE '%MergeTree'"
                    + " AND name != 'schema_versions'";
            assertThat(stack.cell("SELECT count() > 15" + tables)).isEqualTo("1");
            assertThat(stack.lines("SELECT name" + tables + " AND engine_full NOT LIKE '%cleanup_delay_period = 5,%'"))
                    .isEmpty();
        }
    }

    private static void check(Endpoints endpoints, Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(endpoints.asEnvironment());
        environment.putAll(settings);
        ServiceConfig config =
                ServiceConfig.load(SinkConfig.def(), SinkConfig.PREFIX, Optional.empty(), environment, List.of());
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        new SinkService()
                .check(new ServiceContext(
                        config,
                        new KafkaClients(config, metrics, "check"),
                        metrics,
                        new Health(),
                        new AdminApi(),
                        new StopSignal()));
    }
}
