package io.tickhouse.ingest.ws.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.service.config.ConfigProblems;
import io.tickhouse.service.config.ServiceConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeySettingTest {
    private static final String SETTING = "ws.binance.usdm.api.key";
    private static final String VARIABLE = "TICKHOUSE_WS_BINANCE_USDM_API_KEY";
    private static final String SECRET = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";

    private static ServiceConfig config(Map<String, String> environment, String... assignments) {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("TICKHOUSE_KAFKA_BOOTSTRAP", "127.0.0.1:1");
        all.put("TICKHOUSE_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1");
        return ServiceConfig.load(IngestWsConfig.def(), "ws.", Optional.empty(), all, List.of(assignments));
    }

    private static VenueSetup usdm(ServiceConfig config) {
        VenueAdapter venue = Venues.of("binance-usdm").orElseThrow();
        return new VenueSetup(config, venue);
    }

    @Test
    void itComesFromTheEnvironmentOrAFileAndIsNeverPrinted(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("key"), SECRET + "\n");
        for (Map<String, String> environment :
                List.of(Map.of(VARIABLE, SECRET), Map.of(VARIABLE + "_FILE", file.toString()))) {
            ServiceConfig config = config(environment);
            assertThat(usdm(config).rest().key().value()).isEqualTo(SECRET);
            assertThat(usdm(config).rest().toString()).contains("[hidden]").doesNotContain(SECRET);
            assertThat(config.printable()).containsEntry(SETTING, "[hidden]");
            assertThat(config.printable().toString()).doesNotContain(SECRET);
        }
        assertThat(usdm(config(Map.of())).rest().key().value()).isEmpty();
    }

    @Test
    void onTheCommandLineItIsRefused() {
        assertThatThrownBy(() -> config(Map.of(), SETTING + "=" + SECRET))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining(SETTING)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void oneThatNoHeaderCanCarryIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> config(Map.of(VARIABLE, "half of it\u00e9")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining(SETTING + ": expected letters, digits and signs without blanks, found others")
                .hasMessageNotContaining("half of it");
    }
}
