package io.tickhouse.ingest.ws.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads archives as standard tools do: {@code zstd -dc FILE}, and each line is JSON. */
final class ArchiveReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ArchiveReader() {}

    /** The folder's files in the order of their names, which is that of their beginning. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(ArchiveFile.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** All lines of a file but its head; a file that is cut off ends with its last whole line. */
    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (ZstdInputStreamNoFinalizer in =
                new ZstdInputStreamNoFinalizer(Files.newInputStream(file)).setContinuous(true)) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.lines().skip(1).toList()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** All lines of a folder but the heads. */
    static List<JsonNode> all(Path folder) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (Path file : files(folder)) {
            lines.addAll(lines(file));
        }
        return lines;
    }

    static JsonNode index(Path file) throws IOException {
        return JSON.readTree(
                file.resolveSibling(file.getFileName() + ".index.json").toFile());
    }
}
