package io.tickhouse.launcher.process;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** Where services that were started together tell their state, kept in a file beside their stack. */
public final class ServiceAddresses {
    public static final String FILE = "services.properties";

    private ServiceAddresses() {}

    /** Notes the admin addresses. */
    public static void write(Path file, Map<Program, String> urls) throws IOException {
        Properties properties = new Properties();
        urls.forEach((program, url) -> properties.setProperty(program.name(), url));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /** The addresses noted last; none when nothing was. */
    public static Map<Program, String> read(Path file) throws IOException {
        Map<Program, String> urls = new EnumMap<>(Program.class);
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties
                    .stringPropertyNames()
                    .forEach(name -> urls.put(Program.valueOf(name), properties.getProperty(name)));
        }
        return urls;
    }
}
