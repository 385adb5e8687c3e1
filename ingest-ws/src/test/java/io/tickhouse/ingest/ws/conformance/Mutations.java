package io.tickhouse.ingest.ws.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Frames as a broken proxy, a changed venue or an enemy would send them. */
final class Mutations {
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "0",
        "1e400",
        "99999999999999999999",
        "\"\"",
        "\"NaN\"",
        "\"1e5\"",
        "\"-0.1\"",
        "[]",
        "{}",
        "[[\"1\"]]",
        "\"0x10\"",
        "1.5",
        "\"99999999999999999999999999999999999999999\"",
        "\" 1\"",
        "\"1.\"",
        "\".1\""
    };

    private Mutations() {}

    /** The frame with one to three things wrong. */
    static byte[] of(byte[] frame, Random random) {
        byte[] mutated = frame;
        for (int i = random.nextInt(3); i >= 0 && mutated.length > 1; i--) {
            mutated = switch (random.nextInt(6)) {
                case 0 -> flipped(mutated, random);
                case 1 -> Arrays.copyOf(mutated, random.nextInt(mutated.length));
                case 2 -> without(mutated, random);
                case 3 -> doubled(mutated, random);
                case 4 -> replaced(mutated, random);
                default -> swapped(mutated, random);
            };
        }
        return mutated;
    }

    private static byte[] flipped(byte[] frame, Random random) {
        byte[] copy = frame.clone();
        copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        return copy;
    }

    private static byte[] without(byte[] frame, Random random) {
        int from = random.nextInt(frame.length);
        int to = Math.min(frame.length, from + 1 + random.nextInt(20));
        return joined(Arrays.copyOf(frame, from), Arrays.copyOfRange(frame, to, frame.length));
    }

    private static byte[] doubled(byte[] frame, Random random) {
        int from = random.nextInt(frame.length);
        int to = Math.min(frame.length, from + 1 + random.nextInt(40));
        return joined(Arrays.copyOf(frame, to), Arrays.copyOfRange(frame, from, frame.length));
    }

    /** Another value for some field. */
    private static byte[] replaced(byte[] frame, Random random) {
        String text = new String(frame, StandardCharsets.UTF_8);
        int colon = text.indexOf(':', random.nextInt(text.length()));
        if (colon < 0) {
            return frame;
        }
        int end = colon + 1;
        while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return (text.substring(0, colon + 1) + VALUES[random.nextInt(VALUES.length)] + text.substring(end))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] swapped(byte[] frame, Random random) {
        byte[] copy = frame.clone();
        int a = random.nextInt(copy.length);
        int b = random.nextInt(copy.length);
        copy[a] = frame[b];
        copy[b] = frame[a];
        return copy;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
