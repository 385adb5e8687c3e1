package io.tickhouse.simulator.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.simulator.feed.ArchivedFiles.ArchivedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines of archived files, one file after the other. Everything is checked, since files lie about for years. */
final class ArchivedLines implements RecordedLines {
    private static final String FORMAT = "tickhouse-raw-1";
    /** 9999-12-31, in microseconds since the epoch. */
    private static final long LAST_MOMENT = 253_402_300_799_999_999L;

    private static final int SHOWN = 80;

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2)
                            .maxStringLength(ZstdLines.LONGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final String venue;
    private final Iterator<ArchivedFile> files;
    private final List<String> remarks = new ArrayList<>();
    private @Nullable ZstdLines open;
    private String capture = "";
    /** Of the capture's lines so far. */
    private long last = Long.MIN_VALUE;

    private long others;

    ArchivedLines(ArchivedFiles archive) {
        venue = archive.venue();
        files = archive.files().iterator();
    }

    @Override
    public @Nullable RecordedLine read() throws IOException {
        while (true) {
            ZstdLines lines = open;
            if (lines == null) {
                if (!files.hasNext()) {
                    return null;
                }
                begin(files.next());
                continue;
            }
            byte[] line = lines.next();
            if (line == null) {
                lines.cutOff().ifPresent(remarks::add);
                close();
                continue;
            }
            Optional<RecordedLine> read = read(line, lines.where());
            if (read.isPresent()) {
                return read.get();
            }
        }
    }

    private void begin(ArchivedFile file) throws IOException {
        ZstdLines lines = new ZstdLines(file.path());
        open = lines;
        byte[] head = lines.next();
        if (head == null) {
            lines.cutOff().ifPresent(remarks::add);
            close();
            return;
        }
        JsonNode line = parse(head, lines.where());
        long begun = micros(line, lines.where());
        if (!FORMAT.equals(line.path("format").asText())) {
            throw wrong(lines.where(), "a first line of format " + FORMAT, head);
        }
        if (!file.capture().equals(line.path("capture").asText())) {
            throw wrong(lines.where(), "the capture that the file's name says", head);
        }
        if (!capture.equals(file.capture()) && begun < last) {
            throw new IllegalArgumentException("expected captures one after the other, found that " + capture + " and "
                    + file.capture() + " were at work at the same time: say which is to be played (--capture)");
        }
        capture = file.capture();
    }

    private Optional<RecordedLine> read(byte[] bytes, String where) {
        JsonNode line = parse(bytes, where);
        long micros = micros(line, where);
        last = Math.max(last, micros);
        if (line.path("text").isTextual()) {
            Optional<RecordedLine> message =
                    RecordedLine.message(micros, line.get("text").asText(), StandardCharsets.UTF_8);
            others += message.isEmpty() ? 1 : 0;
            return message;
        }
        if (line.path("answer").isTextual() && line.path("request").asText().startsWith("/")) {
            return Optional.of(new RecordedLine(
                    micros,
                    "",
                    line.get("request").asText(),
                    line.get("answer").asText().getBytes(StandardCharsets.UTF_8)));
        }
        if (line.path("gap").isIntegralNumber()) {
            remarks.add(line.get("gap").asText() + " frames are missing from " + time(micros) + " on ("
                    + line.path("reason").asText() + ") at " + where);
            return Optional.empty();
        }
        throw wrong(where, "a frame's text, an answer to a request or a gap", bytes);
    }

    private JsonNode parse(byte[] line, String where) {
        JsonNode node;
        try {
            node = json.readTree(line);
        } catch (JsonProcessingException e) {
            throw wrong(where, "a line of JSON (" + e.getOriginalMessage() + ")", line);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory could not be read", e);
        }
        if (!venue.equals(node.path("venue").asText())) {
            throw wrong(where, "venue " + venue, line);
        }
        return node;
    }

    private static long micros(JsonNode line, String where) {
        JsonNode time = line.path("t");
        if (!time.isIntegralNumber() || !time.canConvertToLong() || time.asLong() < 0 || time.asLong() > LAST_MOMENT) {
            throw RecordedLine.wrong(where, "a receive time t in microseconds", time.toString());
        }
        return time.asLong();
    }

    private static Instant time(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private static IllegalArgumentException wrong(String where, String expected, byte[] found) {
        return RecordedLine.wrong(
                where, expected, new String(found, 0, Math.min(found.length, SHOWN), StandardCharsets.UTF_8));
    }

    @Override
    public List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        if (others > 0) {
            all.add(others + " frames are no messages of streams (answers to requests as a rule) and are not played");
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
