package io.tickhouse.service.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys every service knows. */
public final class CommonConfig {
    public static final String KAFKA_BOOTSTRAP = "kafka.bootstrap.servers";
    public static final String REGISTRY_URL = "registry.url";
    public static final String CLICKHOUSE_URL = "clickhouse.url";
    public static final String CLICKHOUSE_USER = "clickhouse.user";
    public static final String CLICKHOUSE_PASSWORD = "clickhouse.password";
    public static final String ADMIN_HOST = "admin.host";
    public static final String ADMIN_PORT = "admin.port";
    public static final String ADMIN_TOKEN = "admin.token";
    public static final String DRAIN_TIMEOUT_MS = "drain.timeout.ms";

    private CommonConfig() {}

    /**
     * The common keys, to which a service adds its own.
     *
     * @param adminPort the service's usual port for its admin HTTP server; 0 lets the system choose
     */
    public static ConfigDef def(int adminPort) {
        return new ConfigDef()
                .define(
                        KAFKA_BOOTSTRAP,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "Kafka brokers to start from, host:port, several separated by commas.")
                .define(
                        REGISTRY_URL,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "Address of the schema registry's Confluent-compatible API.")
                .define(
                        ADMIN_HOST,
                        Type.STRING,
                        "127.0.0.1",
                        Importance.MEDIUM,
                        "Address the admin HTTP server (/livez, /readyz, /metrics, /info) listens on.")
                .define(
                        ADMIN_PORT,
                        Type.INT,
                        adminPort,
                        Range.between(0, 65_535),
                        Importance.MEDIUM,
                        "Port of the admin HTTP server; 0 lets the system choose.")
                .define(
                        ADMIN_TOKEN,
                        Type.PASSWORD,
                        "",
                        Importance.MEDIUM,
                        "Token of those who may give orders over admin HTTP; from the environment or a file only. Empty:"
                                + " nobody may.")
                .define(
                        DRAIN_TIMEOUT_MS,
                        Type.LONG,
                        30_000L,
                        Range.atLeast(0),
                        Importance.LOW,
                        "How long a stopping service may take to finish what it has begun, in milliseconds.");
    }

    /** Adds the keys of a service that talks to ClickHouse. */
    public static ConfigDef withClickHouse(ConfigDef def) {
        return def.define(
                        CLICKHOUSE_URL,
                        Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "Address of ClickHouse's HTTP interface.")
                .define(CLICKHOUSE_USER, Type.STRING, "default", Importance.HIGH, "ClickHouse user.")
                .define(
                        CLICKHOUSE_PASSWORD,
                        Type.PASSWORD,
                        "",
                        Importance.HIGH,
                        "Password of the ClickHouse user; from the environment or a file only.");
    }
}
