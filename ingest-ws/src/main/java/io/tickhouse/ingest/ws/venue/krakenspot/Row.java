package io.tickhouse.ingest.ws.venue.krakenspot;

import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.json.DecimalText;
import io.tickhouse.ingest.ws.venue.json.JsonReader;
import io.tickhouse.ingest.ws.venue.json.JsonReader.Kind;
import io.tickhouse.ingest.ws.venue.json.LevelsBuilder;
import io.tickhouse.schemas.market.Decimals;
import io.tickhouse.schemas.market.Times;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, whatever their order: read once, looked at by name. Fields nobody asks for are passed over.
 * Numbers are JSON numbers and are read from their digits. Reusable; not thread-safe. What demands a field throws
 * {@link IllegalArgumentException} saying what was expected and what was found.
 */
final class Row {
    private static final int LONGEST_NUMBER = 100;

    /** Names that mean something; in the venue's spelling they are lower case. */
    enum Name {
        ASK,
        ASK_QTY,
        ASKS,
        BASE,
        BID,
        BID_QTY,
        BIDS,
        CHANNEL,
        CHECKSUM,
        CLOSE,
        ERROR,
        HIGH,
        INTERVAL,
        INTERVAL_BEGIN,
        LAST,
        LOW,
        METHOD,
        OPEN,
        PRICE,
        PRICE_INCREMENT,
        PRICE_PRECISION,
        QTY,
        QTY_INCREMENT,
        QTY_PRECISION,
        QUOTE,
        REQ_ID,
        SIDE,
        STATUS,
        SUCCESS,
        SYMBOL,
        SYSTEM,
        TIMESTAMP,
        TRADE_ID,
        TRADES,
        TYPE,
        VOLUME;

        private static final Map<String, Name> BY_TEXT = new HashMap<>();

        static {
            for (Name name : values()) {
                BY_TEXT.put(name.toString(), name);
            }
        }

        private final String text = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return text;
        }
    }

    private final JsonReader json;
    private final @Nullable Kind[] kinds = new @Nullable Kind[Name.values().length];
    private final int[] starts = new int[kinds.length];
    private final int[] lengths = new int[kinds.length];
    private final long[] wholes = new long[kinds.length];
    private final LevelsBuilder bids = new LevelsBuilder(true);
    private final LevelsBuilder asks = new LevelsBuilder(true);
    private final DecimalText decimal = new DecimalText();

    /** A row of texts that {@code json} reads; to be looked at before the next is begun. */
    Row(JsonReader json) {
        this.json = json;
    }

    void clear() {
        Arrays.fill(kinds, null);
        bids.clear();
        asks.clear();
    }

    /** Takes all fields of the object that has just been come to. */
    void takeAll() {
        while (json.nextField()) {
            take(json.name());
        }
    }

    /** Takes the value of the field of that name, which has just been read. */
    void take(String field) {
        Kind kind = json.value();
        @Nullable Name name = Name.BY_TEXT.get(field);
        if (name == null) {
            json.skip(kind);
            return;
        }
        kinds[name.ordinal()] = kind;
        starts[name.ordinal()] = json.start();
        lengths[name.ordinal()] = json.size();
        wholes[name.ordinal()] = json.whole();
        if (kind == Kind.ARRAY && (name == Name.BIDS || name == Name.ASKS)) {
            levels(name == Name.BIDS ? bids : asks);
        } else {
            json.skip(kind);
        }
    }

    /** {@code [{"price":45283.5,"qty":0.10000000}]}. */
    private void levels(LevelsBuilder levels) {
        levels.clear();
        while (json.nextElement()) {
            Kind kind = json.value();
            if (kind != Kind.OBJECT) {
                throw new IllegalArgumentException("expected a level as an object, found " + kind);
            }
            int price = -1;
            int priceSize = 0;
            int quantity = -1;
            int quantitySize = 0;
            while (json.nextField()) {
                String name = json.name();
                Kind value = json.value();
                if (name.equals("price") && isNumber(value)) {
                    price = json.start();
                    priceSize = json.size();
                } else if (name.equals("qty") && isNumber(value)) {
                    quantity = json.start();
                    quantitySize = json.size();
                } else {
                    json.skip(value);
                }
            }
            if (price < 0 || quantity < 0) {
                throw new IllegalArgumentException("expected a level's price and qty as numbers, found none");
            }
            levels.price(json.bytes(), price, priceSize);
            levels.quantity(json.bytes(), quantity, quantitySize);
        }
    }

    private static boolean isNumber(@Nullable Kind kind) {
        return kind == Kind.WHOLE || kind == Kind.NUMBER;
    }

    boolean has(Name name) {
        return kinds[name.ordinal()] != null;
    }

    /** A text that is not empty. */
    String text(Name name) {
        demand(name, kinds[name.ordinal()] == Kind.TEXT && lengths[name.ordinal()] > 0, "text");
        return json.string(starts[name.ordinal()], lengths[name.ordinal()]);
    }

    /** A text or a number as text; an empty one where there is neither. */
    String loose(Name name) {
        return switch (kinds[name.ordinal()]) {
            case TEXT, WHOLE -> json.string(starts[name.ordinal()], lengths[name.ordinal()]);
            case null, default -> "";
        };
    }

    boolean flag(Name name) {
        Kind kind = kinds[name.ordinal()];
        demand(name, kind == Kind.TRUE || kind == Kind.FALSE, "true or false");
        return kind == Kind.TRUE;
    }

    /** A whole number from 0 to {@code most}. */
    long number(Name name, long most) {
        demand(name, kinds[name.ordinal()] == Kind.WHOLE, "a whole number");
        long value = wholes[name.ordinal()];
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("expected '" + name + "' from 0 to " + most + ", found " + value);
        }
        return value;
    }

    private BigDecimal decimal(Name name) {
        demand(name, isNumber(kinds[name.ordinal()]), "a number");
        int start = starts[name.ordinal()];
        int length = lengths[name.ordinal()];
        if (length > LONGEST_NUMBER) {
            throw new IllegalArgumentException(
                    "expected '" + name + "' of at most " + LONGEST_NUMBER + " digits, found " + length);
        }
        decimal.read(json.bytes(), start, length);
        return decimal.value();
    }

    /** A decimal of 0 or more. */
    BigDecimal notNegative(Name name) {
        BigDecimal value = decimal(name);
        if (value.signum() < 0) {
            throw new IllegalArgumentException("expected '" + name + "' of 0 or more, found " + value);
        }
        return value;
    }

    /** A decimal above 0. */
    BigDecimal positive(Name name) {
        BigDecimal value = decimal(name);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("expected '" + name + "' above 0, found " + value);
        }
        return value;
    }

    /** A price, or null where there is none, which the venue says by 0, by null or by leaving it out. */
    @Nullable
    BigDecimal optionalPrice(Name name) {
        if (kinds[name.ordinal()] == null || kinds[name.ordinal()] == Kind.NULL) {
            return null;
        }
        BigDecimal price = notNegative(name);
        return price.signum() == 0 ? null : price;
    }

    /**
     * A step, such as {@code 0.00001} or, since the smallest may be written so, {@code 1E-9}.
     *
     * @return null where there is none
     */
    @Nullable
    BigDecimal step(Name name) {
        if (!isNumber(kinds[name.ordinal()])) {
            return null;
        }
        BigDecimal step = Decimals.fit(new BigDecimal(
                new String(json.bytes(), starts[name.ordinal()], lengths[name.ordinal()], StandardCharsets.US_ASCII)));
        if (step.signum() <= 0) {
            throw new IllegalArgumentException("expected '" + name + "' above 0, found " + step);
        }
        return step;
    }

    Levels bids() {
        demand(Name.BIDS, kinds[Name.BIDS.ordinal()] == Kind.ARRAY, "levels");
        return bids.build();
    }

    Levels asks() {
        demand(Name.ASKS, kinds[Name.ASKS.ordinal()] == Kind.ARRAY, "levels");
        return asks.build();
    }

    /** A moment in RFC 3339, cut to microseconds; from 2009 to a day ahead. */
    Instant time(Name name, Instant received) {
        String text = text(name);
        try {
            Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (Times.plausible(time, received)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time of RFC 3339 in '" + name + "', found " + text, e);
        }
        throw new IllegalArgumentException(
                "expected '" + name + "' from 2009 to a day ahead of " + received + ", found " + text);
    }

    private void demand(Name name, boolean there, String what) {
        if (!there) {
            Kind kind = kinds[name.ordinal()];
            throw new IllegalArgumentException(
                    "expected " + what + " in '" + name + "', found " + (kind == null ? "none" : kind));
        }
    }
}
