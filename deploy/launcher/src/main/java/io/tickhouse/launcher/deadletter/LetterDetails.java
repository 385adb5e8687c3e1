package io.tickhouse.launcher.deadletter;

import io.tickhouse.schemas.DeadLetterHeaders;
import io.tickhouse.schemas.serde.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;

/** Everything about one letter, in lines that do no harm to a terminal. */
public final class LetterDetails {
    private static final int DUMPED = 512;
    private static final Set<String> SHOWN_ELSEWHERE = Set.of(
            DeadLetterHeaders.SERVICE,
            DeadLetterHeaders.ERROR,
            DeadLetterHeaders.TOPIC,
            DeadLetterHeaders.PARTITION,
            DeadLetterHeaders.OFFSET,
            DeadLetterHeaders.TIMESTAMP,
            DeadLetterHeaders.KEY);

    private LetterDetails() {}

    /** @param mark the mark that it was published again; empty where it was not */
    public static List<String> of(Letter letter, Optional<Letter> mark) {
        List<String> lines = new ArrayList<>();
        add(lines, "key", letter.key());
        add(lines, "state", mark.map(LetterDetails::replayed).orElse("pending"));
        add(lines, "written", letter.written() + " by " + letter.service());
        add(lines, "error", letter.error());
        letter.origin()
                .ifPresent(from -> add(
                        lines,
                        "record",
                        "topic " + from.topic() + ", partition " + from.partition() + ", offset " + from.offset()));
        letter.header(DeadLetterHeaders.TIMESTAMP).ifPresent(at -> add(lines, "published", time(at)));
        byte[] key = letter.ownKey();
        if (key != null) {
            add(lines, "record key", Harmless.textOrHex(key));
        }
        for (Header header : letter.record().headers()) {
            if (!SHOWN_ELSEWHERE.contains(header.key())) {
                add(
                        lines,
                        "header",
                        header.key() + " = "
                                + (header.value() == null
                                        ? "null"
                                        : Harmless.text(new String(header.value(), StandardCharsets.UTF_8), 2_000)));
            }
        }
        add(lines, "schema", schema(letter.value()));
        int length = letter.value().length;
        add(
                lines,
                "value",
                String.format(Locale.ROOT, "%,d bytes", length)
                        + letter.header(DeadLetterHeaders.CUT_FROM)
                                .map(whole -> ", the beginning of " + whole)
                                .orElse("")
                        + (length > DUMPED ? ", the first " + DUMPED + ":" : length > 0 ? ":" : ""));
        Harmless.dump(letter.value(), DUMPED).lines().forEach(lines::add);
        return lines;
    }

    private static void add(List<String> lines, String name, String text) {
        lines.add(String.format(Locale.ROOT, "%-11s %s", name, Harmless.text(text)));
    }

    private static String replayed(Letter mark) {
        return "replayed at " + mark.header(DeadLetterHeaders.REPLAYED).orElse("?") + " to "
                + mark.header(DeadLetterHeaders.REPLAYED_TO).orElse("?");
    }

    private static String time(String millis) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(millis)).toString();
        } catch (NumberFormatException e) {
            return millis;
        }
    }

    private static String schema(byte[] value) {
        try {
            return "id " + WireFormat.schemaId(value);
        } catch (SerializationException e) {
            return "none: " + e.getMessage();
        }
    }
}
