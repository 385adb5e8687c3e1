package io.tickhouse.ingest.ws.venue.binance;

import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.json.DecimalText;
import io.tickhouse.ingest.ws.venue.json.JsonReader;
import io.tickhouse.ingest.ws.venue.json.JsonReader.Kind;
import io.tickhouse.ingest.ws.venue.json.LevelsBuilder;
import io.tickhouse.schemas.market.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, whatever their order: read once, looked at by name. Fields nobody asks for are passed
 * over, since the venue adds some now and then. Reusable; not thread-safe. What demands a field throws
 * {@link IllegalArgumentException} saying what was expected and what was found.
 */
public final class Fields {
    /** From here on a time is in microseconds: as milliseconds it would be in the year 5138. */
    private static final long FIRST_MICROS = 100_000_000_000_000L;

    private static final long FIRST_SECOND = Times.EARLIEST.getEpochSecond();
    private static final int LETTERS = 128;
    private static final int MOST_TOUCHES = 64;
    private static final int UNKNOWN = Name.values().length + LETTERS;
    private static final int ERROR = slot(Name.ERROR);
    private static final int BIDS = slot(Name.BIDS);
    private static final int ASKS = slot(Name.ASKS);

    /** Names of more than one letter that mean something. */
    public enum Name {
        AP("ap"),
        ASKS("asks"),
        BIDS("bids"),
        CODE("code"),
        ERROR("error"),
        ID("id"),
        LAST_UPDATE_ID("lastUpdateId"),
        MSG("msg"),
        PU("pu"),
        RESULT("result"),
        STREAM("stream");

        private final String text;

        Name(String text) {
            this.text = text;
        }
    }

    /** What stands in each slot; null for nothing. */
    private final @Nullable Kind[] kinds = new @Nullable Kind[UNKNOWN + 1];

    private final byte[] touched = new byte[MOST_TOUCHES];
    private int touches;
    private final long[] numbers = new long[UNKNOWN + 1];
    private final int[] starts = new int[UNKNOWN + 1];
    private final int[] lengths = new int[UNKNOWN + 1];
    private final LevelsBuilder bids = new LevelsBuilder();
    private final LevelsBuilder asks = new LevelsBuilder();
    private final DecimalText decimal = new DecimalText();
    private final JsonReader json;
    private @Nullable Fields inner;
    private int innerSlot;

    /** Fields of an object that is read by {@code json} and looked at before the next is begun. */
    Fields(JsonReader json) {
        this.json = json;
    }

    void clear() {
        if (touches == MOST_TOUCHES) {
            Arrays.fill(kinds, null);
        } else {
            for (int i = 0; i < touches; i++) {
                kinds[touched[i] & 0xFF] = null;
            }
        }
        touches = 0;
        bids.clear();
        asks.clear();
    }

    /** Takes all fields of the object that has just been come to. */
    void takeAll() {
        while (json.nextField()) {
            take(slot(json));
        }
    }

    /** Takes the value of the field whose name has just been read. */
    void take() {
        take(slot(json));
    }

    private void take(int slot) {
        Kind kind = json.value();
        kinds[slot] = kind;
        if (touches < touched.length) {
            touched[touches++] = (byte) slot;
        }
        switch (kind) {
            case TEXT -> {
                starts[slot] = json.start();
                lengths[slot] = json.size();
            }
            case WHOLE -> numbers[slot] = json.whole();
            case OBJECT -> object(slot);
            case ARRAY -> array(slot);
            default -> {
                // true, false and null are their own value; fractions come as text where they matter
            }
        }
    }

    private static int slot(JsonReader json) {
        char letter = json.letter();
        if (letter > 0) {
            return letter;
        }
        Name known = switch (json.name()) {
            case "ap" -> Name.AP;
            case "asks" -> Name.ASKS;
            case "bids" -> Name.BIDS;
            case "code" -> Name.CODE;
            case "error" -> Name.ERROR;
            case "id" -> Name.ID;
            case "lastUpdateId" -> Name.LAST_UPDATE_ID;
            case "msg" -> Name.MSG;
            case "pu" -> Name.PU;
            case "result" -> Name.RESULT;
            case "stream" -> Name.STREAM;
            default -> null;
        };
        return known == null ? UNKNOWN : slot(known);
    }

    private static int slot(Name name) {
        return LETTERS + name.ordinal();
    }

    private void object(int slot) {
        // the kline of a kline event, the order of a liquidation, the error of an answer
        if (slot == 'k' || slot == 'o' || slot == ERROR) {
            Fields fields = inner == null ? new Fields(json) : inner;
            inner = fields;
            innerSlot = slot;
            fields.clear();
            fields.takeAll();
        } else {
            json.skip(Kind.OBJECT);
        }
    }

    private void array(int slot) {
        if (slot == 'b' || slot == BIDS) {
            levels(bids);
        } else if (slot == 'a' || slot == ASKS) {
            levels(asks);
        } else {
            json.skip(Kind.ARRAY);
        }
    }

    private void levels(LevelsBuilder levels) {
        levels.clear();
        while (json.nextElement()) {
            Kind kind = json.value();
            if (kind != Kind.ARRAY) {
                throw new IllegalArgumentException("expected a level as [price, quantity], found " + kind);
            }
            demandText();
            levels.price(json.bytes(), json.start(), json.size());
            demandText();
            levels.quantity(json.bytes(), json.start(), json.size());
            json.skip(Kind.ARRAY); // once there was an empty third element
        }
    }

    private void demandText() {
        Object found = json.nextElement() ? json.value() : "none";
        if (found != Kind.TEXT) {
            throw new IllegalArgumentException("expected a level's price and quantity as text, found " + found);
        }
    }

    public boolean has(char letter) {
        return kinds[letter] != null;
    }

    public boolean has(Name name) {
        return kinds[slot(name)] != null;
    }

    /** The object within: a kline, an order. */
    public Fields inner(char letter) {
        return inner(letter, letter);
    }

    public Fields inner(Name name) {
        return inner(slot(name), name.text);
    }

    private Fields inner(int slot, Object shown) {
        if (inner == null || kinds[slot] != Kind.OBJECT || innerSlot != slot) {
            throw new IllegalArgumentException("expected an object in '" + shown + "', found none");
        }
        return inner;
    }

    public boolean isObject(Name name) {
        return kinds[slot(name)] == Kind.OBJECT;
    }

    public String text(char letter) {
        return text(letter, letter);
    }

    public String text(Name name) {
        return text(slot(name), name.text);
    }

    private String text(int slot, Object shown) {
        demand(slot, Kind.TEXT, "text", shown);
        if (lengths[slot] == 0) {
            throw new IllegalArgumentException("expected text in '" + shown + "', found an empty one");
        }
        return json.string(starts[slot], lengths[slot]);
    }

    /** A text or a number as text; an empty one where there is neither. */
    public String loose(Name name) {
        int slot = slot(name);
        return switch (kinds[slot]) {
            case TEXT -> json.string(starts[slot], lengths[slot]);
            case WHOLE -> Long.toString(numbers[slot]);
            case null, default -> "";
        };
    }

    /** A whole number of 0 or more. */
    public long number(char letter) {
        return number(letter, letter);
    }

    public long number(Name name) {
        return number(slot(name), name.text);
    }

    private long number(int slot, Object shown) {
        demand(slot, Kind.WHOLE, "a whole number", shown);
        if (numbers[slot] < 0) {
            throw new IllegalArgumentException("expected '" + shown + "' of 0 or more, found " + numbers[slot]);
        }
        return numbers[slot];
    }

    public boolean flag(char letter) {
        if (kinds[letter] != Kind.TRUE && kinds[letter] != Kind.FALSE) {
            throw new IllegalArgumentException("expected true or false in '" + letter + "', found " + found(letter));
        }
        return kinds[letter] == Kind.TRUE;
    }

    public BigDecimal decimal(char letter) {
        return decimal(letter, letter);
    }

    private BigDecimal decimal(int slot, Object shown) {
        demand(slot, Kind.TEXT, "a decimal as text", shown);
        decimal.read(json.bytes(), starts[slot], lengths[slot]);
        return decimal.value();
    }

    /** A decimal of 0 or more. */
    public BigDecimal notNegative(char letter) {
        BigDecimal value = decimal(letter);
        if (value.signum() < 0) {
            throw new IllegalArgumentException("expected '" + letter + "' of 0 or more, found " + value);
        }
        return value;
    }

    /** A decimal above 0. */
    public BigDecimal positive(char letter) {
        BigDecimal value = decimal(letter);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("expected '" + letter + "' above 0, found " + value);
        }
        return value;
    }

    /** A decimal that may be absent, which the venue says by leaving it out or by an empty text. */
    public @Nullable BigDecimal optional(char letter) {
        return kinds[letter] == Kind.TEXT && lengths[letter] > 0 ? decimal(letter) : null;
    }

    /** A price that may be absent, which the venue also says by 0. */
    public @Nullable BigDecimal optionalPrice(char letter) {
        return zeroIsNone(optional(letter), letter);
    }

    public @Nullable BigDecimal optionalPrice(Name name) {
        int slot = slot(name);
        return kinds[slot] == Kind.TEXT ? zeroIsNone(decimal(slot, name.text), name.text) : null;
    }

    private static @Nullable BigDecimal zeroIsNone(@Nullable BigDecimal price, Object shown) {
        if (price != null && price.signum() < 0) {
            throw new IllegalArgumentException("expected '" + shown + "' above 0, found " + price);
        }
        return price == null || price.signum() == 0 ? null : price;
    }

    public Levels bids() {
        return bids.build();
    }

    public Levels asks() {
        return asks.build();
    }

    /** A moment in milliseconds or microseconds since 1970, which their size tells apart; from 2009 to a day ahead. */
    public Instant time(char letter, Instant receiveTime) {
        long value = number(letter);
        Instant time = instant(value);
        long ahead = time.getEpochSecond() - receiveTime.getEpochSecond();
        // the exact look is for those near the bounds
        if ((ahead > 0 || time.getEpochSecond() < FIRST_SECOND) && !Times.plausible(time, receiveTime)) {
            throw new IllegalArgumentException("expected '" + letter + "' from 2009 to a day ahead of " + receiveTime
                    + ", found " + value + " = " + time);
        }
        return time;
    }

    public static Instant instant(long value) {
        return value < FIRST_MICROS
                ? Instant.ofEpochSecond(value / 1_000, value % 1_000 * 1_000_000)
                : Instant.ofEpochSecond(value / 1_000_000, value % 1_000_000 * 1_000);
    }

    private void demand(int slot, Kind kind, String what, Object shown) {
        if (kinds[slot] != kind) {
            throw new IllegalArgumentException("expected " + what + " in '" + shown + "', found " + found(slot));
        }
    }

    private String found(int slot) {
        Kind kind = kinds[slot];
        return kind == null ? "none" : kind.toString();
    }
}
