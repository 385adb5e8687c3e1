package io.tickhouse.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One numbered step of the ClickHouse schema.
 *
 * @param version 1 or more, without holes
 * @param name what it does, from its file's name
 * @param sql its text; every statement may be repeated without harm
 */
public record Migration(int version, String name, String sql) {
    /** Reads {@code V<number>__<name>.sql} from the contract's jar. */
    static Migration load(String file) {
        int underscores = file.indexOf("__");
        try (InputStream in = Migration.class.getResourceAsStream("/clickhouse/" + file)) {
            if (in == null) {
                throw new IllegalStateException("expected the migration " + file + " under clickhouse/ in the jar of"
                        + " schemas, found none: the build is broken");
            }
            return new Migration(
                    Integer.parseInt(file.substring(1, underscores)),
                    file.substring(underscores + 2, file.length() - ".sql".length()),
                    new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the migration " + file, e);
        }
    }

    /** SHA-256 of the text, 64 lower-case hex digits. */
    public String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Its statements in order, without comments; a statement ends with a semicolon at the end of a line. */
    public List<String> statements() {
        String code = sql.lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .collect(Collectors.joining("\n", "", "\n"));
        return Arrays.stream(code.split(";\n"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .collect(Collectors.toList());
    }
}
