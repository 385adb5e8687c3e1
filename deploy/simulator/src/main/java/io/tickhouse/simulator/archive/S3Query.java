package io.tickhouse.simulator.archive;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a client asks a bucket to list. Source: Amazon S3 API, ListObjectsV2 and ListObjects.
 *
 * @param second whether it speaks list-type=2 (continuation tokens) or the first version (markers)
 * @param delimiter {@code /} to stop at folders, or empty
 * @param after nothing up to this key is listed; empty for all
 * @param token the continuation token as given, or empty
 */
record S3Query(boolean second, String prefix, String delimiter, String after, String token, int maxKeys) {
    private static final Set<String> TELLING = Set.of("list-type", "prefix", "delimiter", "marker", "max-keys");

    /** Whether the address asks for a listing at all. */
    static boolean isIn(URI uri) {
        return parameters(uri).keySet().stream().anyMatch(TELLING::contains);
    }

    /**
     * @param pageSize most keys that the server gives at once
     * @throws IllegalArgumentException saying what was expected and found
     */
    static S3Query of(URI uri, int pageSize) {
        Map<String, String> given = parameters(uri);
        String delimiter = given.getOrDefault("delimiter", "");
        if (!delimiter.isEmpty() && !delimiter.equals("/")) {
            throw new IllegalArgumentException("expected the delimiter / or none, found '" + delimiter + "'");
        }
        parameters(uri).values().forEach(S3Query::requirePrintable);
        String version = given.getOrDefault("list-type", "1");
        if (!version.equals("1") && !version.equals("2")) {
            throw new IllegalArgumentException("expected list-type=2, found '" + version + "'");
        }
        boolean second = version.equals("2");
        String token = second ? given.getOrDefault("continuation-token", "") : "";
        String start = given.getOrDefault(second ? "start-after" : "marker", "");
        return new S3Query(
                second,
                given.getOrDefault("prefix", ""),
                delimiter,
                token.isEmpty() ? start : keyOf(token),
                token,
                Math.min(pageSize, maxKeys(given.getOrDefault("max-keys", "1000"))));
    }

    /** No key has control characters, and XML could not repeat them. */
    private static void requirePrintable(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected a query without control characters, found one with");
        }
    }

    static String tokenOf(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String keyOf(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a continuation-token of the last page, found '" + token + "'", e);
        }
    }

    private static int maxKeys(String digits) {
        if (!digits.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("expected max-keys from 0 to 999999, found '" + digits + "'");
        }
        return Integer.parseInt(digits);
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = uri.getRawQuery();
        if (query != null) {
            Arrays.stream(query.split("&")).forEach(part -> {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.put(decoded(name), decoded(value));
            });
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
