package io.tickhouse.simulator.fault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The {@code .CHECKSUM} file: SHA-256 in hex, two spaces, the ZIP's name, line feed, as {@code sha256sum -c} reads it. */
public final class Checksums {
    private Checksums() {}

    /** A fresh SHA-256 digest. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256; this one says it does not", e);
        }
    }

    /** The digest in lower-case hex; the digest starts anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of the content, lower-case hex. */
    public static String hexOf(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    /** The checksum file's content. */
    public static byte[] line(String sha256Hex, String zipName) {
        return (sha256Hex + "  " + zipName + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A checksum that is well-formed and wrong: that of another generation of the file. */
    public static String stale(String sha256Hex) {
        return hexOf(sha256Hex.getBytes(StandardCharsets.US_ASCII));
    }
}
