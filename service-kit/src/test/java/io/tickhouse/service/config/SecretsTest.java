package io.tickhouse.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource({
        "http://me:geheim@host:8123/db, http://[hidden]@host:8123/db",
        "http://me:ge@heim@host, http://[hidden]@host",
        "http://me:ge/heim@host, http://[hidden]@host",
        "'http://a:geheim@h1,https://b:geheim@h2', 'http://[hidden]@h1,https://[hidden]@h2'",
        "http://host/?user=me&password=geheim, http://host/?user=me&password=[hidden]",
        "http://host/?password=geheim&user=me, http://host/?password=[hidden]&user=me",
        "jdbc:ch://host/db?access_token=geheim, jdbc:ch://host/db?access_token=[hidden]",
        "http://host:8123/db?compress=1, http://host:8123/db?compress=1",
        "'kafka-1:9092,kafka-2:9092', 'kafka-1:9092,kafka-2:9092'",
    })
    void anAddressIsShownWithoutWhatOpensIt(String address, String shown) {
        assertThat(Secrets.redacted("clickhouse.url", address)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clickhouse.password",
                "kafka.sasl.jaas.config",
                "kafka.producer.ssl.key.password",
                "registry.bearer.auth.token",
                "registry.basic.auth.user.info",
                "kafka.ssl.keystore.key",
                "ws.api.key",
                "ws.apiKey",
                "kafka.sasl.oauthbearer.client.credentials.client.secret",
            })
    void aSecretIsKnownByItsName(String key) {
        assertThat(Secrets.redacted(key, "geheim")).isEqualTo(Secrets.HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.bootstrap.servers",
                "kafka.key.serializer",
                "registry.basic.auth.credentials.source",
                "kafka.ssl.keystore.location",
                "ws.symbols",
            })
    void everythingElseIsShown(String key) {
        assertThat(Secrets.redacted(key, "plain")).isEqualTo("plain");
    }
}
