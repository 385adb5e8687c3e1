package io.tickhouse.simulator.archive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The {@code .CHECKSUM} file: SHA-256 in hex, two spaces, the ZIP's name, line feed, as {@code sha256sum -c} reads it. */
final class Checksums {
    private Checksums() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256; this one says it does not", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static String hexOf(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    static byte[] line(String sha256Hex, String zipName) {
        return (sha256Hex + "  " + zipName + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A checksum that is well-formed and wrong: that of another generation of the file. */
    static String stale(String sha256Hex) {
        return hexOf(sha256Hex.getBytes(StandardCharsets.US_ASCII));
    }
}
