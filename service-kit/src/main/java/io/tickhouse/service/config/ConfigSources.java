package io.tickhouse.service.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Gathers the raw settings: file, then environment, then command line; the later one wins. A variable {@code
 * TICKHOUSE_A_B} stands for the key {@code a.b}; {@code TICKHOUSE_A_B_FILE} names a file that holds its value.
 */
final class ConfigSources {
    private static final String PREFIX = "TICKHOUSE_";
    private static final String FILE_SUFFIX = "_FILE";
    private static final Map<String, String> ALIASES = Map.of(
            "kafka.bootstrap", CommonConfig.KAFKA_BOOTSTRAP,
            "schema.registry.url", CommonConfig.REGISTRY_URL);

    private final Set<String> names;
    private final List<String> problems;

    /**
     * @param names the known keys: one that itself ends in {@code .file} is that key and no pointer to a file
     * @param problems what is wrong is added here
     */
    ConfigSources(Set<String> names, List<String> problems) {
        this.names = names;
        this.problems = problems;
    }

    Map<String, String> file(Optional<Path> file) {
        if (file.isEmpty()) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file.get())) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("cannot read the configuration file " + file.get() + ": " + e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }

    Map<String, String> environment(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                boolean inFile = name.endsWith(FILE_SUFFIX) && !names.contains(key(name));
                String key = key(inFile ? name.substring(0, name.length() - FILE_SUFFIX.length()) : name);
                if (settings.put(key, inFile ? contentOf(name, value) : value) != null) {
                    problems.add(key + ": given by two variables of the environment, one of them " + name);
                }
            }
        });
        return settings;
    }

    private static String key(String variable) {
        String key =
                variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
        return ALIASES.getOrDefault(key, key);
    }

    Map<String, String> commandLine(List<String> assignments) {
        Map<String, String> settings = new HashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                problems.add("expected --set KEY=VALUE, found '" + assignment + "'");
            } else if (Secrets.isSecret(assignment.substring(0, equals))) {
                problems.add(assignment.substring(0, equals)
                        + ": a secret on the command line can be seen by everyone on the machine; give it in the"
                        + " environment or in a file");
            } else {
                settings.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        return settings;
    }

    private String contentOf(String variable, String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream().findFirst().orElse("");
        } catch (IOException | InvalidPathException e) {
            problems.add("cannot read the file named by " + variable + ": " + e);
            return "";
        }
    }
}
