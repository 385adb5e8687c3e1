package io.tickhouse.ingest.ws.session;

import io.tickhouse.market.Instrument;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which instruments are wanted: {@code BTCUSDT}, {@code *USDT}, {@code perp:*}. A {@code *} stands for any characters, the word
 * before a colon for the kind.
 *
 * @param text as a user writes it
 * @param kind of instruments as {@link Instrument#getKind} spells it; null for all
 * @param symbols whose names match
 */
record SymbolPattern(String text, @Nullable String kind, Pattern symbols) {
    private static final Map<String, String> KINDS = Map.of("spot", "SPOT", "perp", "PERPETUAL", "future", "FUTURE");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    static SymbolPattern of(String text) {
        int colon = text.indexOf(':');
        String kind = null;
        if (colon >= 0) {
            kind = KINDS.get(text.substring(0, colon).toLowerCase(Locale.ROOT));
            if (kind == null) {
                throw new IllegalArgumentException(
                        "expected spot:, perp: or future: before a pattern, found '" + text + "'");
            }
        }
        String name = text.substring(colon + 1);
        if (name.isEmpty() || name.chars().anyMatch(character -> character <= ' ' || character == ',')) {
            throw new IllegalArgumentException("expected a symbol or a pattern such as *USDT, found '" + text + "'");
        }
        return new SymbolPattern(
                text,
                kind,
                Pattern.compile(
                        Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))));
    }

    /** Whether it names one symbol, which need not be looked up. */
    boolean isPlain() {
        return kind == null && text.indexOf('*') < 0;
    }

    /** Whether an instrument is wanted. */
    boolean matches(Instrument instrument) {
        return (kind == null || kind.equals(instrument.getKind()))
                && symbols.matcher(instrument.getSymbol()).matches();
    }
}
