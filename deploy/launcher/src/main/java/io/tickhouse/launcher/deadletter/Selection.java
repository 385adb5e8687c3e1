package io.tickhouse.launcher.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which letters are meant; all that is given must hold. */
public final class Selection {
    @Option(names = "--topic", paramLabel = "TOPIC", description = "Letters of records from this topic.")
    private @Nullable String topic;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Letters of this service, such as sink-clickhouse or ingest-bulk.")
    private @Nullable String service;

    @Option(
            names = "--error",
            paramLabel = "TEXT",
            description = "Letters whose error contains this text, in upper or lower case.")
    private @Nullable String error;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Letters written since: 2026-01-31T12:00:00Z, 2026-01-31 (UTC), or 30m, 12h, 7d ago.")
    private @Nullable Instant since;

    /** True when nothing is asked for, so that all are meant. */
    public boolean isEmpty() {
        return topic == null && service == null && error == null && since == null;
    }

    Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    boolean includes(Letter letter) {
        return !letter.isMark()
                && (topic == null
                        || letter.origin()
                                .map(Letter.Origin::topic)
                                .filter(topic::equals)
                                .isPresent())
                && (service == null || letter.service().equals(service))
                && (error == null || lower(letter.error()).contains(lower(error)))
                && (since == null || !letter.written().isBefore(since));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Reads a time or how long ago it was. */
    static final class Since implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            return parse(text, Instant.now());
        }

        static Instant parse(String text, Instant now) {
            try {
                if (text.matches("\\d{1,6}[smhd]")) {
                    long amount = Long.parseLong(text.substring(0, text.length() - 1));
                    return now.minus(
                            switch (text.charAt(text.length() - 1)) {
                                case 's' -> Duration.ofSeconds(amount);
                                case 'm' -> Duration.ofMinutes(amount);
                                case 'h' -> Duration.ofHours(amount);
                                default -> Duration.ofDays(amount);
                            });
                }
                if (text.startsWith("P")) {
                    return now.minus(Duration.parse(text));
                }
                return text.length() == 10
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("expected a time such as 2026-01-31T12:00:00Z, a day such as"
                        + " 2026-01-31, or how long ago such as 30m, 12h, 7d; found '" + text + "'");
            }
        }
    }
}
