package io.tickhouse.launcher.deadletter;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest letters of a selection, and how many more there are. */
public final class NewestLetters {
    private static final Comparator<Letter> OLDEST_FIRST = Comparator.comparing(Letter::written)
            .thenComparingLong(letter -> letter.record().offset());

    private final Selection selection;
    private final int limit;
    private final boolean withValues;
    private final PriorityQueue<Letter> newest = new PriorityQueue<>(OLDEST_FIRST);
    private final LetterStates states = new LetterStates();
    private long rest;

    /**
     * @param limit most letters kept, 1 or more
     * @param withValues whether their values are needed
     */
    public NewestLetters(Selection selection, int limit, boolean withValues) {
        this.selection = selection;
        this.limit = limit;
        this.withValues = withValues;
    }

    /** Reads what is committed now. */
    public void readFrom(LetterLog log) {
        log.read(selection.since(), log.committedEnds(), this::take);
    }

    private void take(Letter letter) {
        states.note(letter);
        if (selection.includes(letter)) {
            newest.add(withValues ? letter : letter.light());
            if (newest.size() > limit) {
                newest.remove();
                rest++;
            }
        }
    }

    /** The newest first. */
    public List<Letter> letters() {
        return newest.stream().sorted(OLDEST_FIRST.reversed()).toList();
    }

    public LetterStates states() {
        return states;
    }

    /** How many older ones match as well. */
    public long rest() {
        return rest;
    }
}
