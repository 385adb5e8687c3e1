package io.tickhouse.simulator.fault;

import java.util.regex.Pattern;

/**
 * Which paths a fault is about.
 *
 * @param text a whole URL path, for instance {@code /data/spot/daily/trades/BTCUSDT/BTCUSDT-trades-2026-01-01.zip}; each
 *     {@code *} stands for any characters, slashes included
 * @param regex the same, compiled
 */
public record PathPattern(String text, Pattern regex) {

    public static PathPattern of(String text) {
        StringBuilder regex = new StringBuilder();
        for (String literal : text.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*");
            regex.append(Pattern.quote(literal));
        }
        return new PathPattern(text, Pattern.compile(regex.toString()));
    }

    @Override
    public String toString() {
        return text;
    }

    public boolean matches(String path) {
        return regex.matcher(path).matches();
    }
}
