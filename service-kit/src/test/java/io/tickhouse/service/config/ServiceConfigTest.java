package io.tickhouse.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceConfigTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "TICKHOUSE_KAFKA_BOOTSTRAP", "kafka:9092",
            "TICKHOUSE_SCHEMA_REGISTRY_URL", "http://registry:8081",
            "TICKHOUSE_CLICKHOUSE_URL", "http://clickhouse:8123");

    @TempDir
    private Path folder;

    @Test
    void whatIsNotGivenHasItsDefault() {
        ServiceConfig config = load(REQUIRED);
        assertThat(config.string("admin.host")).isEqualTo("127.0.0.1");
        assertThat(config.integer("admin.port")).isEqualTo(7199);
        assertThat(config.number("drain.timeout.ms")).isEqualTo(30_000);
        assertThat(config.list("demo.symbols")).containsExactly("BTCUSDT");
        assertThat(config.flag("demo.loud")).isFalse();
        assertThat(config.secret("clickhouse.password")).isEmpty();
    }

    @Test
    void theFileIsOverruledByTheEnvironmentAndThatByTheCommandLine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.properties"), "admin.port=1\nadmin.host=10.0.0.1\ndrain.timeout.ms=3\n");
        Map<String, String> environment = with("TICKHOUSE_ADMIN_PORT", "2", "TICKHOUSE_ADMIN_HOST", "10.0.0.2");
        ServiceConfig config = load(Optional.of(file), environment, List.of("admin.port=4"));
        assertThat(config.integer("admin.port")).isEqualTo(4);
        assertThat(config.string("admin.host")).isEqualTo("10.0.0.2");
        assertThat(config.number("drain.timeout.ms")).isEqualTo(3);
    }

    @Test
    void theShortNamesOfTheEndpointsAndTheLongOnesMeanTheSame() {
        assertThat(load(REQUIRED).string("kafka.bootstrap.servers")).isEqualTo("kafka:9092");
        assertThat(load(REQUIRED).string("registry.url")).isEqualTo("http://registry:8081");
        Map<String, String> longNames = Map.of(
                "TICKHOUSE_KAFKA_BOOTSTRAP_SERVERS", "other:9092",
                "TICKHOUSE_REGISTRY_URL", "http://other:8081",
                "TICKHOUSE_CLICKHOUSE_URL", "http://clickhouse:8123");
        assertThat(load(longNames).string("kafka.bootstrap.servers")).isEqualTo("other:9092");
        assertThat(load(longNames).string("registry.url")).isEqualTo("http://other:8081");
    }

    @Test
    void aKeyGivenTwiceInTheEnvironmentIsAnErrorAndNoLottery() {
        assertThat(problems(with("TICKHOUSE_KAFKA_BOOTSTRAP_SERVERS", "other:9092")))
                .singleElement()
                .asString()
                .startsWith("kafka.bootstrap.servers: given by two variables");
    }

    @Test
    void aSecretIsReadFromTheFirstLineOfTheFileAVariableNames() throws IOException {
        Path secret = Files.writeString(folder.resolve("password"), "geheim\n");
        ServiceConfig config = load(with("TICKHOUSE_CLICKHOUSE_PASSWORD_FILE", secret.toString()));
        assertThat(config.secret("clickhouse.password")).isEqualTo("geheim");
    }

    @Test
    void aKeyThatItselfEndsInFileIsNotTakenForAPointerToOne() {
        ServiceConfig config = load(with("TICKHOUSE_DEMO_FILE", "/no/such/file"));
        assertThat(config.string("demo.file")).isEqualTo("/no/such/file");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Map<String, String> environment = Map.of(
                "TICKHOUSE_DEMO_NOPE", "1",
                "TICKHOUSE_CLICKHOUSE_URL", "http://clickhouse:8123",
                "TICKHOUSE_CLICKHOUSE_PASSWORD_FILE", folder.resolve("absent").toString());
        ConfigProblems problems = catchThrowableOfType(
                ConfigProblems.class,
                () -> load(
                        Optional.of(folder.resolve("absent.properties")),
                        environment,
                        List.of("admin.port=abc", "drain.timeout.ms=-1", "nonsense", "demo.what=1")));
        assertThat(String.join("\n", problems.problems()))
                .contains("cannot read the configuration file")
                .contains("cannot read the file named by TICKHOUSE_CLICKHOUSE_PASSWORD_FILE")
                .contains("unknown key 'demo.nope'")
                .contains("unknown key 'demo.what'")
                .contains("expected --set KEY=VALUE, found 'nonsense'")
                .contains("admin.port: Invalid value abc")
                .contains("drain.timeout.ms: Invalid value -1")
                .contains("kafka.bootstrap.servers: Missing")
                .contains("registry.url: Missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TICKHOUSE_DEMO_SYMBOL", "TICKHOUSE_ADMIN_PROT", "TICKHOUSE_DRAIN_TIMEOUT"})
    void aMisspeltVariableUnderAWordTheServiceKnowsIsAnError(String variable) {
        assertThat(problems(with(variable, "1"))).singleElement().asString().startsWith("unknown key '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TICKHOUSE_BULK_WORKERS", "TICKHOUSE_LOG_LEVEL", "TICKHOUSE_STOP_ON_STDIN_EOF", "PATH", "KAFKA_X"
            })
    void variablesForOthersAreLeftToThem(String variable) {
        assertThat(load(with(variable, "1")).printable())
                .hasSameSizeAs(load(REQUIRED).printable());
    }

    @Test
    void anUnknownKeyInTheFileOrOnTheCommandLineIsAnErrorWhateverItsPrefix() throws IOException {
        Path file = Files.writeString(folder.resolve("a.properties"), "bulk.workers=1\n");
        assertThatThrownBy(() -> load(Optional.of(file), REQUIRED, List.of("sink.rows=1")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("unknown key 'bulk.workers'")
                .hasMessageContaining("unknown key 'sink.rows'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clickhouse.password=x",
                "kafka.sasl.jaas.config=x",
                "kafka.ssl.keystore.password=x",
                "kafka.ssl.keystore.key=x",
                "registry.basic.auth.user.info=a:b",
                "registry.bearer.auth.token=x",
            })
    void aSecretOnTheCommandLineIsRefusedAndNotRepeated(String assignment) {
        ConfigProblems problems =
                catchThrowableOfType(ConfigProblems.class, () -> load(Optional.empty(), REQUIRED, List.of(assignment)));
        assertThat(problems.problems())
                .singleElement()
                .asString()
                .contains("a secret on the command line")
                .doesNotContain("=");
    }

    @Test
    void settingsForTheClientsPassThroughUntouched() {
        ServiceConfig config = load(
                Optional.empty(),
                with(
                        "TICKHOUSE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "TICKHOUSE_REGISTRY_SSL_TRUSTSTORE_LOCATION", "/etc/trust.jks"),
                List.of("kafka.producer.linger.ms=5", "clickhouse.max_threads=2"));
        assertThat(config.passedThrough("kafka."))
                .isEqualTo(Map.of("security.protocol", "SASL_SSL", "producer.linger.ms", "5"));
        assertThat(config.passedThrough("kafka.producer.")).isEqualTo(Map.of("linger.ms", "5"));
        assertThat(config.passedThrough("registry.")).isEqualTo(Map.of("ssl.truststore.location", "/etc/trust.jks"));
        assertThat(config.passedThrough("clickhouse.")).isEqualTo(Map.of("max_threads", "2"));
    }

    @Test
    void whatIsPrintedHoldsEverySettingAndNoSecret() {
        ServiceConfig config = load(with(
                "TICKHOUSE_CLICKHOUSE_PASSWORD", "geheim1",
                "TICKHOUSE_KAFKA_SASL_JAAS_CONFIG", "org.x.PlainLoginModule required password=\"geheim2\";",
                "TICKHOUSE_REGISTRY_BASIC_AUTH_USER_INFO", "me:geheim3",
                "TICKHOUSE_REGISTRY_BASIC_AUTH_CREDENTIALS_SOURCE", "USER_INFO",
                "TICKHOUSE_DEMO_SYMBOLS", "A, B"));
        Map<String, String> printed = config.printable();
        assertThat(printed.toString()).doesNotContain("geheim");
        assertThat(printed)
                .containsEntry("clickhouse.password", Secrets.HIDDEN)
                .containsEntry("kafka.sasl.jaas.config", Secrets.HIDDEN)
                .containsEntry("registry.basic.auth.user.info", Secrets.HIDDEN)
                .containsEntry("registry.basic.auth.credentials.source", "USER_INFO")
                .containsEntry("demo.symbols", "A,B")
                .containsEntry("admin.port", "7199");
    }

    @Test
    void aKeyTheServiceDoesNotKnowIsAProgrammersError() {
        assertThatThrownBy(() -> load(REQUIRED).string("demo.absent"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("demo.absent");
    }

    private static ServiceConfig load(Map<String, String> environment) {
        return load(Optional.empty(), environment, List.of());
    }

    private static ServiceConfig load(Optional<Path> file, Map<String, String> environment, List<String> assignments) {
        ConfigDef def = CommonConfig.withClickHouse(CommonConfig.def(7199))
                .define("demo.symbols", Type.LIST, "BTCUSDT", Importance.LOW, "Symbols.")
                .define("demo.loud", Type.BOOLEAN, false, Importance.LOW, "Loud.")
                .define("demo.file", Type.STRING, "", Importance.LOW, "A file.");
        return ServiceConfig.load(def, "demo.", file, environment, assignments);
    }

    private static List<String> problems(Map<String, String> environment) {
        return catchThrowableOfType(ConfigProblems.class, () -> load(environment))
                .problems();
    }

    private static Map<String, String> with(String... pairs) {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return environment;
    }
}
