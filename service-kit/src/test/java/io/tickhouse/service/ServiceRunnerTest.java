package io.tickhouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

class ServiceRunnerTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "TICKHOUSE_KAFKA_BOOTSTRAP", "127.0.0.1:9092",
            "TICKHOUSE_SCHEMA_REGISTRY_URL", "http://me:geheim@127.0.0.1:8081");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StopSignal stop = new StopSignal();

    @Test
    void theServicesExitCodeIsTheProcesss() {
        assertThat(execute(ENVIRONMENT)).isEqualTo(ExitCodes.OK);
        assertThat(execute(ENVIRONMENT, "--set", "demo.end=refused")).isEqualTo(ExitCodes.REFUSED_RECORDS);
    }

    @Test
    void aFailureIsToldInOneSentence() {
        assertThat(execute(ENVIRONMENT, "--set", "demo.end=fail")).isEqualTo(ExitCodes.FAILED);
        assertThat(text(err)).isEqualTo("demo: offsets are lost; reset the group\n");
    }

    @Test
    void anErrorOfTheMachineIsAFailureToo() {
        assertThat(execute(ENVIRONMENT, "--set", "demo.end=error")).isEqualTo(ExitCodes.FAILED);
        assertThat(text(err)).isEqualTo("demo: java.lang.NoClassDefFoundError\n");
    }

    @Test
    void aWrongConfigurationListsItsProblemsAndNothingStarts() {
        assertThat(execute(Map.of(), "--set", "demo.wrong=1")).isEqualTo(ExitCodes.USAGE);
        assertThat(text(err))
                .startsWith("demo cannot start, its configuration is wrong:\n")
                .contains("  - unknown key 'demo.wrong'")
                .contains("  - kafka.bootstrap.servers: Missing")
                .contains("  - registry.url: Missing");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void thePrintedConfigurationHidesSecretsAndNothingStarts() {
        assertThat(execute(ENVIRONMENT, "--print-config", "--set", "demo.end=fail"))
                .isEqualTo(ExitCodes.OK);
        assertThat(text(out))
                .contains("demo.end=fail\n")
                .contains("admin.host=127.0.0.1\n")
                .contains("registry.url=http://[hidden]@127.0.0.1:8081\n")
                .doesNotContain("geheim");
    }

    @Test
    void aCheckSaysWhetherAllIsInOrder() {
        assertThat(execute(ENVIRONMENT, "--check")).isEqualTo(ExitCodes.OK);
        assertThat(text(out)).isEqualTo("demo: configuration and everything it points to are in order\n");
        assertThat(execute(ENVIRONMENT, "--check", "--set", "demo.end=fail")).isEqualTo(ExitCodes.FAILED);
        assertThat(text(err)).isEqualTo("demo: expected a topic, found none\n");
    }

    @Test
    void anAdminPortInUseEndsTheServiceBeforeItsWorkBegins() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(execute(ENVIRONMENT, "--set", "admin.port=" + taken.getLocalPort()))
                    .isEqualTo(ExitCodes.FAILED);
            assertThat(text(err)).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    @Timeout(30)
    void theStopSignalEndsAServiceThatWaits() {
        stop.stop();
        assertThat(execute(ENVIRONMENT, "--set", "demo.end=wait")).isEqualTo(ExitCodes.OK);
    }

    private int execute(Map<String, String> environment, String... args) {
        ServiceOptions options = new ServiceOptions();
        CommandLine.populateCommand(options, args);
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            return new ServiceRunner(environment, printer, errors).execute(new DemoService(), options, stop);
        }
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
