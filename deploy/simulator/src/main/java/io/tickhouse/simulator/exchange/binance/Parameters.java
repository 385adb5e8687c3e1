package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.exchange.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** What a REST request asks for, checked. */
final class Parameters {
    /** Times above are microseconds: as milliseconds they would lie after the year 5000. */
    private static final long FIRST_MICROS = 100_000_000_000_000L;

    private final RestCall call;

    Parameters(RestCall call) {
        this.call = call;
    }

    RestCall call() {
        return call;
    }

    boolean has(String name) {
        return call.parameter(name).isPresent();
    }

    String text(String name) throws BadRequest {
        return call.parameter(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new BadRequest(
                        -1102, "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed."));
    }

    OptionalLong number(String name) throws BadRequest {
        if (!has(name)) {
            return OptionalLong.empty();
        }
        String digits = text(name);
        if (!digits.matches("\\d{1,18}")) {
            throw new BadRequest(
                    -1100, "Illegal characters found in parameter '" + name + "'; legal range is '^[0-9]{1,20}$'.");
        }
        return OptionalLong.of(Long.parseLong(digits));
    }

    /** A limit, cut to the most there is. */
    int limit(int standard, int most) throws BadRequest {
        long limit = number("limit").orElse(standard);
        if (limit < 1) {
            throw new BadRequest(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, most);
    }

    /** A time in microseconds since the epoch, given in milliseconds or microseconds. */
    OptionalLong micros(String name) throws BadRequest {
        OptionalLong value = number(name);
        return value.isEmpty() || value.getAsLong() >= FIRST_MICROS
                ? value
                : OptionalLong.of(value.getAsLong() * 1_000);
    }

    /** In how many microseconds times are counted in the answer; header {@code X-MBX-TIME-UNIT}. */
    long unit() {
        return call.header("X-MBX-TIME-UNIT")
                        .map("MICROSECOND"::equalsIgnoreCase)
                        .orElse(false)
                ? 1
                : 1_000;
    }

    /**
     * Rows from {@code startTime} to {@code endTime}, both inclusive, oldest first: with a start the first ones, without it
     * the last ones.
     *
     * @param rows oldest first
     */
    <T> List<T> range(List<T> rows, ToLongFunction<T> micros, int limit) throws BadRequest {
        OptionalLong start = micros("startTime");
        OptionalLong end = micros("endTime");
        List<T> inside = new ArrayList<>();
        for (T row : rows) {
            long time = micros.applyAsLong(row);
            if (time >= start.orElse(Long.MIN_VALUE) && time <= end.orElse(Long.MAX_VALUE)) {
                inside.add(row);
            }
        }
        int size = Math.min(limit, inside.size());
        return start.isPresent() ? inside.subList(0, size) : inside.subList(inside.size() - size, inside.size());
    }
}
