package io.tickhouse.simulator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way to make a good ZIP of one CSV hostile or wrong; {@link Mutator} carries it out. */
public enum Mutation {
    /** Some bytes of the ZIP have other bits. */
    FLIPPED_BYTES("some bytes of the ZIP are others"),
    /** The ZIP ends early. */
    TRUNCATED("the ZIP ends early"),
    /** The ZIP has no byte. */
    EMPTY_FILE("the file has no byte"),
    /** The ZIP has no entry. */
    EMPTY_ZIP("the ZIP has no entry"),
    /** The CSV has no byte. */
    EMPTY_CSV("the CSV has no byte"),
    /** The entry says that it is nearly 4 GiB long; it is not. */
    DECLARED_BOMB("the entry claims nearly 4 GiB"),
    /** The entry inflates to far more than it says. */
    UNDECLARED_BOMB("the entry inflates to far more than it says"),
    /** There are two to five entries, sometimes of one name. */
    SEVERAL_ENTRIES("the ZIP has two to five entries"),
    /** The entry's name leaves the folder it is unpacked into. */
    CLIMBING_PATH("the entry's name leaves the folder"),
    /** The entry holds a ZIP instead of rows. */
    NESTED_ZIP("the entry holds a ZIP"),
    /** The entry is named as no entry of this file can be. */
    WRONG_ENTRY_NAME("the entry is named for another file"),
    /** The entry's CRC is not that of its content, which is untouched. */
    WRONG_CRC("the entry's CRC is wrong"),
    /** One line is megabytes long. */
    HUGE_LINE("a line is megabytes long"),
    /** A row lacks a column or has one too many. */
    WRONG_COLUMNS("a row has a column more or less"),
    /** NUL bytes stand in a row. */
    NUL_BYTES("NUL bytes stand in a row"),
    /** Other scripts' digits, a byte order mark or bytes that are no UTF-8 stand in a row. */
    NON_ASCII("a row is not ASCII"),
    /** The first line is a header of other columns. */
    WRONG_HEADER("the header is of other columns"),
    /** From some row on the file follows another layout. */
    MIXED_LAYOUTS("from some row on the layout is another"),
    /** A number is impossible. */
    ABSURD_NUMBERS("a number is impossible");

    private final String help;

    Mutation(String help) {
        this.help = help;
    }

    /** The name on the command line: {@code declared-bomb}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in a few words. */
    public String help() {
        return help;
    }

    static Optional<Mutation> of(String label) {
        return Arrays.stream(values())
                .filter(mutation -> mutation.label().equals(label))
                .findFirst();
    }
}
