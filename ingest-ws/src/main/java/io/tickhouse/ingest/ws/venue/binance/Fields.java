package io.tickhouse.ingest.ws.venue.binance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.json.DecimalText;
import io.tickhouse.ingest.ws.venue.json.LevelsBuilder;
import io.tickhouse.ingest.ws.venue.json.Names;
import io.tickhouse.schemas.market.Times;
import java.io.IOException;
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
    private static final byte TEXT = JsonTokenId.ID_STRING;
    private static final byte NUMBER = JsonTokenId.ID_NUMBER_INT;
    private static final byte OBJECT = JsonTokenId.ID_START_OBJECT;
    private static final int UNKNOWN = Name.values().length + LETTERS;

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

    /** What stands in each slot, as {@link JsonToken#id}; 0 for nothing. */
    private final byte[] kinds = new byte[UNKNOWN + 1];

    private final byte[] touched = new byte[MOST_TOUCHES];
    private int touches;
    private final long[] numbers = new long[UNKNOWN + 1];
    private final int[] starts = new int[UNKNOWN + 1];
    private final int[] lengths = new int[UNKNOWN + 1];
    private final LevelsBuilder bids = new LevelsBuilder();
    private final LevelsBuilder asks = new LevelsBuilder();
    private final DecimalText decimal = new DecimalText();
    private final Names names = new Names();
    private char[] text = new char[256];
    private int used;
    private @Nullable Fields inner;

    void clear() {
        if (touches == MOST_TOUCHES) {
            Arrays.fill(kinds, (byte) 0);
        } else {
            for (int i = 0; i < touches; i++) {
                kinds[touched[i] & 0xFF] = 0;
            }
        }
        touches = 0;
        used = 0;
        bids.clear();
        asks.clear();
    }

    /** Takes one field whose value the parser has just come to, and leaves the parser at the value's end. */
    void take(String name, JsonToken value, JsonParser json) throws IOException {
        int slot = slot(name);
        kinds[slot] = (byte) value.id();
        if (touches < touched.length) {
            touched[touches++] = (byte) slot;
        }
        switch (value) {
            case VALUE_STRING -> keep(slot, json);
            case VALUE_NUMBER_INT -> {
                if (slot != UNKNOWN) {
                    numbers[slot] = json.getLongValue();
                }
            }
            case START_OBJECT -> object(name, json);
            case START_ARRAY -> array(name, json);
            default -> {
                // true, false and null are their own value; fractions come as text where they matter
            }
        }
    }

    private static int slot(String name) {
        if (name.length() == 1) {
            char letter = name.charAt(0);
            return letter < LETTERS ? letter : UNKNOWN;
        }
        Name known = switch (name) {
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

    private void keep(int slot, JsonParser json) throws IOException {
        if (slot == UNKNOWN) {
            return;
        }
        int length = json.getTextLength();
        int from = json.getTextOffset();
        char[] characters = json.getTextCharacters();
        if (used + length > text.length) {
            text = Arrays.copyOf(text, 2 * (used + length));
        }
        // short as they are, a loop is quicker than a call
        for (int i = 0; i < length; i++) {
            text[used + i] = characters[from + i];
        }
        starts[slot] = used;
        lengths[slot] = length;
        used += length;
    }

    private void object(String name, JsonParser json) throws IOException {
        // the kline of a kline event, the order of a liquidation, the error of an answer
        if (name.equals("k") || name.equals("o") || name.equals("error")) {
            Fields fields = inner == null ? new Fields() : inner;
            inner = fields;
            fields.clear();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                fields.take(field, json.nextToken(), json);
            }
        } else {
            json.skipChildren();
        }
    }

    private void array(String name, JsonParser json) throws IOException {
        switch (name) {
            case "b", "bids" -> levels(bids, json);
            case "a", "asks" -> levels(asks, json);
            default -> json.skipChildren();
        }
    }

    private static void levels(LevelsBuilder levels, JsonParser json) throws IOException {
        levels.clear();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            demandText(json);
            levels.price(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            demandText(json);
            levels.quantity(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.skipChildren(); // once there was an empty third element
            }
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new IllegalArgumentException("expected a level as [price, quantity], found " + json.currentToken());
        }
    }

    private static void demandText(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException(
                    "expected a level's price and quantity as text, found " + json.currentToken());
        }
    }

    public boolean has(char letter) {
        return kinds[letter] != 0;
    }

    public boolean has(Name name) {
        return kinds[slot(name)] != 0;
    }

    /** The object within: a kline, an order, an error. */
    public Fields inner(String name) {
        if (inner == null || kinds[slot(name)] != OBJECT) {
            throw new IllegalArgumentException("expected an object in '" + name + "', found none");
        }
        return inner;
    }

    public boolean isObject(Name name) {
        return kinds[slot(name)] == OBJECT;
    }

    public String text(char letter) {
        return text(letter, letter);
    }

    public String text(Name name) {
        return text(slot(name), name.text);
    }

    private String text(int slot, Object shown) {
        demand(slot, TEXT, "text", shown);
        if (lengths[slot] == 0) {
            throw new IllegalArgumentException("expected text in '" + shown + "', found an empty one");
        }
        return names.of(text, starts[slot], lengths[slot]);
    }

    /** A text or a number as text; an empty one where there is neither. */
    public String loose(Name name) {
        int slot = slot(name);
        return switch (kinds[slot]) {
            case TEXT -> new String(text, starts[slot], lengths[slot]);
            case NUMBER -> Long.toString(numbers[slot]);
            default -> "";
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
        demand(slot, NUMBER, "a whole number", shown);
        if (numbers[slot] < 0) {
            throw new IllegalArgumentException("expected '" + shown + "' of 0 or more, found " + numbers[slot]);
        }
        return numbers[slot];
    }

    public boolean flag(char letter) {
        if (kinds[letter] != JsonTokenId.ID_TRUE && kinds[letter] != JsonTokenId.ID_FALSE) {
            throw new IllegalArgumentException("expected true or false in '" + letter + "', found " + found(letter));
        }
        return kinds[letter] == JsonTokenId.ID_TRUE;
    }

    public BigDecimal decimal(char letter) {
        return decimal(letter, letter);
    }

    private BigDecimal decimal(int slot, Object shown) {
        demand(slot, TEXT, "a decimal as text", shown);
        decimal.read(text, starts[slot], lengths[slot]);
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
        return kinds[letter] == TEXT && lengths[letter] > 0 ? decimal(letter) : null;
    }

    /** A price that may be absent, which the venue also says by 0. */
    public @Nullable BigDecimal optionalPrice(char letter) {
        return zeroIsNone(optional(letter), letter);
    }

    public @Nullable BigDecimal optionalPrice(Name name) {
        int slot = slot(name);
        return kinds[slot] == TEXT ? zeroIsNone(decimal(slot, name.text), name.text) : null;
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

    private void demand(int slot, byte kind, String what, Object shown) {
        if (kinds[slot] != kind) {
            throw new IllegalArgumentException("expected " + what + " in '" + shown + "', found " + found(slot));
        }
    }

    private String found(int slot) {
        return switch (kinds[slot]) {
            case 0 -> "none";
            case TEXT -> "text";
            case NUMBER -> "a whole number";
            case JsonTokenId.ID_NUMBER_FLOAT -> "a fraction";
            case JsonTokenId.ID_TRUE -> "true";
            case JsonTokenId.ID_FALSE -> "false";
            case JsonTokenId.ID_NULL -> "null";
            case OBJECT -> "an object";
            default -> "an array";
        };
    }
}
