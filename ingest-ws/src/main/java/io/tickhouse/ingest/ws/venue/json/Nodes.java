package io.tickhouse.ingest.ws.venue.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.schemas.market.Decimals;
import java.math.BigDecimal;
import java.util.Optional;

/** Fields of a JSON tree, demanded. All methods throw {@link IllegalArgumentException} saying what was expected and found. */
public final class Nodes {
    private Nodes() {}

    /** A field that has to be there and not null. */
    public static JsonNode required(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("expected '" + name + "', found none in " + shown(node));
        }
        return value;
    }

    /** A text that is not empty. */
    public static String text(JsonNode node, String name) {
        JsonNode value = required(node, name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new IllegalArgumentException("expected text in '" + name + "', found " + shown(value));
        }
        return value.textValue();
    }

    /** A whole number that fits a long. */
    public static long number(JsonNode node, String name) {
        JsonNode value = required(node, name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("expected a whole number in '" + name + "', found " + shown(value));
        }
        return value.longValue();
    }

    public static boolean flag(JsonNode node, String name) {
        JsonNode value = required(node, name);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("expected true or false in '" + name + "', found " + shown(value));
        }
        return value.booleanValue();
    }

    /** An exact decimal written as text. */
    public static BigDecimal decimal(JsonNode node, String name) {
        return Decimals.parse(text(node, name));
    }

    /** As {@link #decimal}; empty where the field is not there, null or an empty text. */
    public static Optional<BigDecimal> optionalDecimal(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() || value.asText().isEmpty()
                ? Optional.empty()
                : Optional.of(decimal(node, name));
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.substring(0, Math.min(text.length(), 120));
    }
}
