package io.tickhouse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
    static Stream<Topic<?>> all() {
        return Topics.all().stream();
    }

    static Stream<Topic<?>> history() {
        return all().filter(topic -> topic.name().contains("-history."));
    }

    @Test
    void everyConstantOfTheCatalogueIsInItsList() {
        List<?> constants = Arrays.stream(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Topic.class)
                .map(field -> {
                    try {
                        return field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(Topics.all()).hasSize(26).containsExactlyInAnyOrderElementsOf(cast(constants));
    }

    @Test
    void namesAreUnique() {
        assertThat(all().map(Topic::name)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void namesFollowTheContract(Topic<?> topic) {
        assertThat(topic.name())
                .matches(
                        topic.isMarket()
                                ? "market\\.[a-z0-9]+(-[a-z0-9]+)*\\.v1"
                                : "tickhouse\\.[a-z0-9]+(-[a-z0-9]+)*\\.v1");
    }

    @ParameterizedTest
    @MethodSource("all")
    void aTopicIsFoundByItsNameAndItsSubjectFollowsTheTopicNameStrategy(Topic<?> topic) {
        assertThat(Topics.byName(topic.name())).contains(topic);
        assertThat(topic.subject()).isEqualTo(topic.name() + "-value");
    }

    @Test
    void anUnknownNameFindsNothing() {
        assertThat(Topics.byName("market.trades.v2")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("history")
    void theHistoryLaneHasTheRecordTheKeyAndTheTableOfItsLiveLane(Topic<?> history) {
        Topic<?> live = Topics.byName(history.name().replace("-history.", ".")).orElseThrow();
        assertThat(history.valueType()).isEqualTo(live.valueType());
        assertThat(history.valueSchema()).isEqualTo(live.valueSchema());
        assertThat(history.key()).isEqualTo(live.key());
        assertThat(history.table()).isEqualTo(live.table()).isPresent();
    }

    @Test
    void theArchivableTypesHaveAHistoryLane() {
        assertThat(history().map(Topic::name))
                .containsExactlyInAnyOrder(
                        "market.trades-history.v1",
                        "market.agg-trades-history.v1",
                        "market.klines-history.v1",
                        "market.funding-rates-history.v1",
                        "market.open-interest-history.v1",
                        "market.candles-history.v1");
    }

    @ParameterizedTest
    @MethodSource("all")
    void allMarketTopicsHaveTheSamePartitions(Topic<?> topic) {
        int own = topic.equals(Topics.CAPTURES) ? 8 : 1;
        assertThat(topic.partitions()).isEqualTo(topic.isMarket() ? Topics.MARKET_PARTITIONS : own);
    }

    @ParameterizedTest
    @MethodSource("all")
    void retentionHoldsForTopicsThatExpireAndCompactedOnesKeepTheLatest(Topic<?> topic) {
        Map<String, String> config = topic.config();
        if (topic.cleanup() == Topic.Cleanup.COMPACT) {
            assertThat(config).isEqualTo(Map.of("cleanup.policy", "compact"));
        } else {
            assertThat(config).containsKeys("cleanup.policy", "retention.ms", "retention.bytes");
            assertThat(config).containsEntry("cleanup.policy", "delete");
            assertThat(Duration.ofMillis(Long.parseLong(config.get("retention.ms"))))
                    .isBetween(Duration.ofDays(1), Duration.ofDays(30));
            assertThat(Long.parseLong(config.get("retention.bytes"))).isGreaterThanOrEqualTo(1L << 30);
        }
    }

    @Test
    void theLargestRecordOfAnyTopicFitsTheDeadLettersWithItsHeaders() {
        int largest = all().filter(topic -> !topic.equals(Topics.DEAD_LETTERS))
                .mapToInt(Topic::maxMessageBytes)
                .max()
                .orElseThrow();
        assertThat(Topics.DEAD_LETTERS.maxMessageBytes()).isGreaterThan(largest + (64 << 10));
        assertThat(Topics.DEAD_LETTERS.config()).containsEntry("max.message.bytes", "2097176");
    }

    @Test
    void everyRecordOfTheContractHasASampleAndATopic() {
        assertThat(all().map(Topic::valueType).flatMap(Optional::stream).distinct())
                .containsExactlyInAnyOrderElementsOf(cast(
                        Samples.all().stream().map(SpecificRecord::getClass).toList()));
    }

    @Test
    void tablesAreNamedInSnakeCaseAndShareOneTypeOfRecord() {
        all().filter(topic -> topic.table().isPresent()).forEach(topic -> {
            assertThat(topic.table().orElseThrow()).matches("[a-z0-9]+(_[a-z0-9]+)*");
            assertThat(all().filter(other -> other.table().equals(topic.table())))
                    .allMatch(other -> other.valueType().equals(topic.valueType()));
        });
    }

    @Test
    void theKeyOfAnInstrumentIsVenueAndSymbol() {
        assertThat(Topics.key("kraken-spot", "BTC/USD")).isEqualTo("kraken-spot:BTC/USD");
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> cast(List<?> list) {
        return (List<T>) list;
    }
}
