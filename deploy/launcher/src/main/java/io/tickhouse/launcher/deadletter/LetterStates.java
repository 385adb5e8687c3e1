package io.tickhouse.launcher.deadletter;

import java.util.HashMap;
import java.util.Map;

/** Which letters have been published again, as the marks tell that follow them in the topic. */
public final class LetterStates {
    /** By key, the offset of the last mark; letters of a key and its marks share a partition. */
    private final Map<String, Long> marks = new HashMap<>();

    /** Takes note of a mark; letters are ignored. */
    public void note(Letter letter) {
        if (letter.isMark()) {
            marks.put(letter.key(), letter.record().offset());
        }
    }

    /** True when the letter has been published again. */
    public boolean isReplayed(Letter letter) {
        return marks.getOrDefault(letter.key(), -1L) > letter.record().offset();
    }

    /** In a word. */
    public String of(Letter letter) {
        return isReplayed(letter) ? "replayed" : "pending";
    }
}
