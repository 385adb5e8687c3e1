package io.tickhouse.ingest.ws.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.RunningCapture;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session by patterns over a market of 500 symbols that come and go. */
@WithLocalStack
@Timeout(180)
class PatternsTest {
    private static final int LISTED = 500;
    private static final int COMING = 10;
    private static final int GOING = 10;

    @BeforeAll
    static void provision(Endpoints stack) {
        RunningCapture.provision(stack);
    }

    private static String name(int number) {
        return "PT%03dUSDT".formatted(number);
    }

    private static List<FeedStatus> statuses(Endpoints stack, String symbol) {
        return RunningCapture.records(stack, Topics.FEED_STATUS, "binance-usdm:" + symbol).stream()
                .filter(status -> status.getSymbol().equals(symbol))
                .toList();
    }

    @Test
    void whatIsListedJoinsWhatIsDelistedLeavesAndTheOthersGoOnUntouched(Endpoints stack) throws Exception {
        String[] symbols =
                IntStream.range(0, LISTED + COMING).mapToObj(PatternsTest::name).toArray(String[]::new);
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.USDM)
                .symbols(symbols)
                .tradesPerSecond(5)
                .begin()) {
            // the last ten are not listed yet: PT50*
            venue.inject("unlisted:PT50*");
            try (RunningCapture service = new RunningCapture(
                            stack,
                            "ws.sessions.enabled=true",
                            "ws.sessions.group=patterns-test",
                            "ws.listing.interval.ms=200",
                            "ws.connection.channels=300",
                            "ws.binance.usdm.url=" + venue.wsUrl(),
                            "ws.binance.usdm.rest.url=" + venue.restUrl());
                    SessionClient user = new SessionClient(service.admin())) {
                service.awaitReady();
                user.order(
                        "POST",
                        "/captures",
                        "{\"id\":\"all\",\"targets\":[{\"venue\":\"binance-usdm\",\"symbols\":[\"perp:PT*USDT\"]}],"
                                + "\"types\":[\"trades\"]}");
                JsonNode begun = user.await(
                        "all",
                        run -> run.path("symbols").asInt() == LISTED
                                && run.path("troubles").isEmpty());
                assertThat(begun.path("connections")).hasSize(2);
                user.awaitPublished("all", 7_000);
                venue.clearFaults();
                user.await(
                        "all",
                        run -> run.path("symbols").asInt() == LISTED + COMING
                                && run.path("troubles").isEmpty());
                // the first ten are delisted: PT00*
                venue.inject("unlisted:PT00*");
                user.await("all", run -> run.path("symbols").asInt() == LISTED + COMING - GOING);
                user.awaitPublished("all", user.run("all").path("published").asLong() + 7_000);
                user.order("POST", "/captures/all/stop", "");
                user.await("all", run -> run.path("state").asText().equals("ENDED"));
            }
        }

        assertThat(statuses(stack, name(505)))
                .extracting(FeedStatus::getState)
                .containsSubsequence(FeedState.LIVE, FeedState.DISCONNECTED);
        assertThat(statuses(stack, name(5)).getLast().getReason()).isEqualTo("no longer listed by the venue");
        Map<String, Set<Long>> ids = new HashMap<>();
        for (Trade trade : RunningCapture.records(stack, Topics.TRADES, "binance-usdm:PT")) {
            assertThat(ids.computeIfAbsent(trade.getSymbol(), some -> new TreeSet<>())
                            .add(trade.getSequence()))
                    .as("nothing is doubled")
                    .isTrue();
        }
        assertThat(ids.keySet()).hasSize(LISTED + COMING);
        ids.forEach((symbol, seen) -> assertThat(seen)
                .as("nothing is missing of %s from the first to the last", symbol)
                .containsAll(LongStream.rangeClosed(
                                seen.stream().mapToLong(Long::longValue).min().orElseThrow(),
                                seen.stream().mapToLong(Long::longValue).max().orElseThrow())
                        .boxed()
                        .collect(Collectors.toSet())));
        Set<String> links = new HashSet<>();
        for (int i = GOING; i < LISTED; i += 49) {
            statuses(stack, name(i)).forEach(status -> links.add(status.getConnectionId()));
        }
        assertThat(links).as("those that stayed kept their connections").hasSizeLessThanOrEqualTo(2);
    }
}
