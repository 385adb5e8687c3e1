package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException.WrongChecksum;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256 as the archive writes it: 64 hex digits, two blanks, the ZIP's name, as {@code sha256sum -c} reads it. */
public final class Checksum {
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64})[ \\t]+\\*?(\\S+)\\s*");
    private static final int LONGEST_SHOWN = 160;
    private static final int BUFFER_BYTES = 1 << 18;

    private Checksum() {}

    /**
     * The checksum a CHECKSUM file gives, lower-case hex.
     *
     * @throws WrongChecksum if it is not one line for this very ZIP
     */
    static String parse(ArchiveFile file, byte[] content) throws WrongChecksum {
        String text = new String(content, StandardCharsets.UTF_8);
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw new WrongChecksum(file.path() + ".CHECKSUM" + ", line 1: expected 64 hex digits and " + file.name()
                    + ", found '"
                    + text.strip()
                            .substring(0, Math.min(LONGEST_SHOWN, text.strip().length()))
                    + "'. Nothing is loaded");
        }
        if (!line.group(2).equals(file.name())) {
            throw new WrongChecksum(file.path() + ".CHECKSUM" + ", line 1: expected the checksum of " + file.name()
                    + ", found that of " + line.group(2) + ". Nothing is loaded");
        }
        return line.group(1).toLowerCase(Locale.ROOT);
    }

    /** The SHA-256 of a file, lower-case hex. */
    static String of(Path file) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            int read;
            while ((read = in.read(buffer)) >= 0) {
                sha256.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
