package io.tickhouse.simulator.feed;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Lines of files, one after the other. */
final class FileLines implements RecordedLines {
    private final Iterator<Path> files;
    private @Nullable BufferedReader reader;
    private String file = "";
    private long number;

    FileLines(Iterator<Path> files) {
        this.files = files;
    }

    @Override
    public @Nullable RecordedLine read() throws IOException {
        while (true) {
            BufferedReader open = reader;
            String line = open == null ? null : open.readLine();
            if (line != null) {
                number++;
                if (!line.isBlank()) {
                    return RecordedLine.parse(line, file + ":" + number);
                }
            } else if (!nextFile()) {
                return null;
            }
        }
    }

    private boolean nextFile() throws IOException {
        close();
        if (!files.hasNext()) {
            return false;
        }
        Path path = files.next();
        file = path.toString();
        number = 0;
        reader = open(path);
        return true;
    }

    private static BufferedReader open(Path path) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path));
        try {
            return new BufferedReader(new InputStreamReader(
                    path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
