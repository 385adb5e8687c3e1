package io.tickhouse.sink.clickhouse.plan;

/**
 * Names an insert, so that ClickHouse takes it once: {@code topicId:partition:first-last}.
 *
 * @param text the token
 */
public record Token(String text) {
    /** @param topicId the topic's id, not its name: a topic made anew must not be taken for the old one */
    public static Token of(String topicId, int partition, OffsetRange range) {
        return new Token(topicId + ':' + partition + ':' + range);
    }

    /** Under which the rows that were missing are inserted, at the {@code attempt}th time, from 1. */
    public Token repair(int attempt) {
        return new Token(text + ":repair" + attempt);
    }

    @Override
    public String toString() {
        return text;
    }
}
