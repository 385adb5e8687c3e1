package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The addresses of a stack and their file. */
class EndpointsTest {
    private static final Endpoints ENDPOINTS = Endpoints.onLoopback(9092, 8081, 8123);

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void theEnvironmentCarriesWhatEveryServiceReads() {
        assertThat(ENDPOINTS.asLine())
                .isEqualTo("TICKHOUSE_KAFKA_BOOTSTRAP=127.0.0.1:9092"
                        + " TICKHOUSE_SCHEMA_REGISTRY_URL=http://127.0.0.1:8081/apis/ccompat/v7"
                        + " TICKHOUSE_CLICKHOUSE_URL=http://127.0.0.1:8123"
                        + " TICKHOUSE_CLICKHOUSE_USER=default TICKHOUSE_CLICKHOUSE_PASSWORD=");
    }

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("deep/endpoints.properties");
        ENDPOINTS.write(file);
        assertThat(Endpoints.read(file)).isEqualTo(ENDPOINTS);
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none");
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> Endpoints.read(file))
                .withMessageContaining(file.toString());
    }

    @Test
    void aMissingKeyIsNamedWithTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("short"), Endpoints.KAFKA + "=x\n");
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> Endpoints.read(file))
                .withMessageContaining(Endpoints.REGISTRY)
                .withMessageContaining(file.toString());
    }

    @Test
    void aPortOutsideItsRangeIsRefused() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> StackOptions.in(folder).withPorts(70_000, 0, 0))
                .withMessageContaining("found 70000");
    }
}
