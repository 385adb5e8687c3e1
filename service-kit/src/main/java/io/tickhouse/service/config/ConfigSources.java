package io.tickhouse.service.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

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

    private final List<String> problems;

    ConfigSources(List<String> problems) {
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
                boolean inFile = name.endsWith(FILE_SUFFIX);
                String bare = name.substring(PREFIX.length(), name.length() - (inFile ? FILE_SUFFIX.length() : 0));
                String key = bare.toLowerCase(Locale.ROOT).replace('_', '.');
                settings.put(ALIASES.getOrDefault(key, key), inFile ? contentOf(name, value) : value);
            }
        });
        return settings;
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
            return new ArrayList<>(Files.readAllLines(Path.of(file)))
                    .stream().findFirst().orElse("");
        } catch (IOException e) {
            problems.add("cannot read the file named by " + variable + ": " + e);
            return "";
        }
    }
}
