package io.tickhouse.service.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;

/**
 * A service's configuration, checked as a whole. Keys under {@code kafka.}, {@code registry.} and {@code clickhouse.}
 * that are not our own go to those clients untouched; any other unknown key is an error, except in the environment, which
 * services share: there a key whose first word no key of this service has is left to the others.
 */
public final class ServiceConfig {
    private static final List<String> PASSED_THROUGH = List.of("kafka.", "registry.", "clickhouse.");

    private final ConfigDef def;
    private final Map<String, Object> values;
    private final Map<String, String> passedThrough;

    private ServiceConfig(ConfigDef def, Map<String, Object> values, Map<String, String> passedThrough) {
        this.def = def;
        this.values = values;
        this.passedThrough = passedThrough;
    }

    /**
     * Reads and checks the settings.
     *
     * @param def the keys the service knows
     * @param ownPrefix prefix of the service's own keys, such as {@code sink.}
     * @param file a properties file; empty for none
     * @param environment the process's environment
     * @param assignments {@code KEY=VALUE} from the command line
     * @throws ConfigProblems naming everything that is wrong
     */
    public static ServiceConfig load(
            ConfigDef def,
            String ownPrefix,
            Optional<Path> file,
            Map<String, String> environment,
            List<String> assignments) {
        List<String> problems = new ArrayList<>();
        ConfigSources sources = new ConfigSources(def.names(), problems);
        Map<String, String> raw = new HashMap<>(sources.file(file));
        Map<String, String> fromEnvironment = sources.environment(environment);
        fromEnvironment.keySet().removeIf(key -> !passes(key) && isForeign(key, def, ownPrefix));
        raw.putAll(fromEnvironment);
        raw.putAll(sources.commandLine(assignments));

        Map<String, String> known = new HashMap<>();
        Map<String, String> passed = new TreeMap<>();
        raw.forEach((key, value) -> {
            if (def.names().contains(key)) {
                known.put(key, value);
            } else if (passes(key)) {
                passed.put(key, value);
            } else {
                problems.add("unknown key '" + key + "'; --print-config lists the known ones");
            }
        });
        for (ConfigValue checked : def.validate(known)) {
            checked.errorMessages().forEach(problem -> problems.add(checked.name() + ": " + problem));
        }
        if (!problems.isEmpty()) {
            throw new ConfigProblems(problems);
        }
        return new ServiceConfig(def, def.parse(known), passed);
    }

    /** True for a variable that may be meant for another service: it shares its first word with no key of this one. */
    private static boolean isForeign(String key, ConfigDef def, String ownPrefix) {
        return !key.startsWith(ownPrefix)
                && def.names().stream().noneMatch(name -> firstWord(name).equals(firstWord(key)));
    }

    private static String firstWord(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }

    private static boolean passes(String key) {
        return PASSED_THROUGH.stream().anyMatch(key::startsWith);
    }

    public String string(String key) {
        return (String) value(key);
    }

    public int integer(String key) {
        return (Integer) value(key);
    }

    public long number(String key) {
        return (Long) value(key);
    }

    public boolean flag(String key) {
        return (Boolean) value(key);
    }

    @SuppressWarnings("unchecked")
    public List<String> list(String key) {
        return (List<String>) value(key);
    }

    /** The secret in clear; never to be printed. */
    public String secret(String key) {
        return ((Password) value(key)).value();
    }

    /** Settings under a prefix that are not our own, without the prefix. */
    public Map<String, String> passedThrough(String prefix) {
        Map<String, String> settings = new TreeMap<>();
        passedThrough.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        return settings;
    }

    /** Every setting in force by key, secrets hidden. */
    public Map<String, String> printable() {
        Map<String, String> shown = new TreeMap<>();
        def.configKeys().forEach((key, known) -> {
            Object value = value(key);
            String text = String.valueOf(ConfigDef.convertToString(value, known.type()));
            shown.put(key, value instanceof Password ? Secrets.HIDDEN : Secrets.redacted(key, text));
        });
        passedThrough.forEach((key, value) -> shown.put(key, Secrets.redacted(key, value)));
        return shown;
    }

    /** Names of the keys the service knows. */
    public Set<String> names() {
        return def.names();
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the service does not know the key " + key);
        }
        return value;
    }
}
