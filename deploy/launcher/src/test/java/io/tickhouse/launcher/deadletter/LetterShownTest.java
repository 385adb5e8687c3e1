package io.tickhouse.launcher.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.service.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** Letters are hostile: what is shown of them does a terminal no harm and nothing is lost. */
class LetterShownTest {
    private static final String EVIL = "\u001b]0;owned\u0007\u009b31m\u202e\r\nnext";

    @Test
    void escapeCodesAreShownAndNotSent() {
        assertThat(Harmless.text(EVIL)).isEqualTo("\\x1b]0;owned\\x07\\x9b31m\\u202e\\x0d\\nnext");
        assertThat(Harmless.text("Zürich 東京 €", 8)).isEqualTo("Zürich …");
        assertThat(Harmless.textOrHex(bytes("binance-spot:X"))).isEqualTo("binance-spot:X");
        assertThat(Harmless.textOrHex(new byte[] {(byte) 0xff, 0})).isEqualTo("0xff00");
        assertThat(Harmless.textOrHex(bytes("\u001b[31m"))).isEqualTo("0x1b5b33316d");
    }

    @Test
    void aDumpHasOffsetBytesAndPrintableAscii() {
        assertThat(Harmless.dump(bytes("0123456789abcdef\u001b[1mX"), 512)).isEqualTo("""
                          000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|
                          000010  1b 5b 31 6d 58                                    |.[1mX|
                        """);
        assertThat(Harmless.dump(new byte[10_000], 512).lines()).hasSize(32);
        assertThat(Harmless.dump(new byte[0], 512)).isEmpty();
    }

    @Test
    void aTableFitsItsTerminalAndIsWholeInAPipe() {
        Letter letter = letter("market.trades.v1:0:7", EVIL.repeat(20), new byte[1_234]);
        List<String> wide = new LetterTable(new Terminal(true, false), 120).lines(List.of(letter), new LetterStates());
        assertThat(wide).hasSize(2).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(wide.get(1))
                .contains("pending", "1,234", "market.trades.v1:0:7")
                .endsWith("…")
                .doesNotContain("\u001b");
        List<String> narrow = new LetterTable(new Terminal(true, false), 90).lines(List.of(letter), new LetterStates());
        assertThat(narrow)
                .as("the error has a line of its own")
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(90));
        assertThat(narrow.get(1)).contains("market.trades.v1:0:7");
        assertThat(narrow.get(2)).endsWith("…").doesNotContain("\u001b");
        assertThat(new LetterTable(new Terminal(false, false), 0)
                        .lines(List.of(letter), new LetterStates())
                        .get(1))
                .endsWith("\\nnext");
    }

    @Test
    void aLetterIsReplayedWhenAMarkFollowsIt() {
        LetterStates states = new LetterStates();
        states.note(record(3, "a:0:1", new byte[0], "replayed", "2026-01-01T00:00:00Z"));
        assertThat(states.of(record(2, "a:0:1", new byte[1]))).isEqualTo("replayed");
        assertThat(states.of(record(4, "a:0:1", new byte[1]))).isEqualTo("pending");
        assertThat(states.of(record(2, "a:0:2", new byte[1]))).isEqualTo("pending");
    }

    @Test
    void detailsTellOriginSchemaHeadersAndMark() {
        Letter letter = record(
                1,
                "t:2:3",
                new byte[] {0, 0, 0, 0, 9, 65},
                "service",
                "s",
                "error",
                EVIL,
                "topic",
                "t",
                "partition",
                "2",
                "offset",
                "3",
                "timestamp",
                "0",
                "key",
                "k",
                "record.trace",
                EVIL);
        Letter mark = record(2, "t:2:3", new byte[0], "replayed", "2026-01-01T00:00:00Z", "replayed-to", "t:2:9");
        assertThat(LetterDetails.of(letter, Optional.of(mark)))
                .contains(
                        "state       replayed at 2026-01-01T00:00:00Z to t:2:9",
                        "record      topic t, partition 2, offset 3",
                        "published   1970-01-01T00:00:00Z",
                        "record key  k",
                        "schema      id 9",
                        "value       6 bytes:")
                .anyMatch(line -> line.startsWith("header      record.trace = \\x1b]0;"))
                .allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "\u009b", "\n"));
        assertThat(LetterDetails.of(record(1, "f:1", bytes("row"), "timestamp", "x"), Optional.empty()))
                .anyMatch(line -> line.startsWith("schema      none: expected a value in the Confluent wire format"));
    }

    @Test
    void jsonIsAsciiOnOneLineWithTheValueInBase64() throws Exception {
        String line = new LetterJson().line(letter("t:0:1", EVIL + "東", new byte[] {1, 2, (byte) 255}), "pending");
        assertThat(line).matches("\\p{ASCII}*").doesNotContain("\n", "\u001b");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("value").binaryValue()).containsExactly(1, 2, 255);
        assertThat(json.path("error").textValue()).isEqualTo(EVIL + "東");
        assertThat(json.path("state").textValue()).isEqualTo("pending");
    }

    @Test
    void aLetterOfNoServiceOfOursIsShownAllTheSame() {
        Letter letter = record(1, "x", bytes("y"), "topic", "t", "partition", "many", "offset", "3");
        assertThat(letter.origin()).isEmpty();
        assertThat(letter.service()).isEqualTo("?");
        assertThat(LetterDetails.of(letter, Optional.empty())).contains("key         x");
    }

    @Test
    void timesAreMomentsDaysOrHowLongAgo() {
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(Selection.Since.parse("30m", now)).isEqualTo("2026-02-28T23:30:00Z");
        assertThat(Selection.Since.parse("7d", now)).isEqualTo("2026-02-22T00:00:00Z");
        assertThat(Selection.Since.parse("PT1H30M", now)).isEqualTo("2026-02-28T22:30:00Z");
        assertThat(Selection.Since.parse("2026-01-31", now)).isEqualTo("2026-01-31T00:00:00Z");
        assertThat(Selection.Since.parse("2026-01-31T01:02:03Z", now)).isEqualTo("2026-01-31T01:02:03Z");
        assertThatThrownBy(() -> Selection.Since.parse("yesterday", now))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("30m");
    }

    private static Letter letter(String key, String error, byte[] value) {
        return record(1, key, value, "service", "sink-clickhouse", "error", error);
    }

    private static Letter record(long offset, String key, byte[] value, String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], bytes(headers[i + 1]));
        }
        return new Letter(new ConsumerRecord<>(
                "tickhouse.dead-letters.v1",
                0,
                offset,
                1_767_225_600_000L,
                TimestampType.CREATE_TIME,
                key.length(),
                value.length,
                bytes(key),
                value,
                all,
                Optional.empty()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
