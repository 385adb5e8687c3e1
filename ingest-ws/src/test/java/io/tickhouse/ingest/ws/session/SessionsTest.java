package io.tickhouse.ingest.ws.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.RunningCapture;
import io.tickhouse.local.Endpoints;
import io.tickhouse.local.WithLocalStack;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.L2Delta;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.service.ExitCodes;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of one service, ordered by HTTP, on a simulated market. */
@WithLocalStack
@Timeout(120)
class SessionsTest {
    private static final String[] SYMBOLS = {
        "SEAUSDT", "SEBUSDT", "SECUSDT", "SEDUSDT", "SEEUSDT", "SEFUSDT", "SEGUSDT", "SEHUSDT"
    };
    private static BinanceExchange venue;
    private static RunningCapture service;
    private static SessionClient user;

    @BeforeAll
    static void begin(Endpoints stack) throws Exception {
        RunningCapture.provision(stack);
        venue = BinanceExchange.of(BinanceProduct.SPOT)
                .symbols(SYMBOLS)
                .tradesPerSecond(100)
                .begin();
        service = new RunningCapture(
                stack,
                "ws.sessions.enabled=true",
                "ws.sessions.group=sessions-test",
                "ws.binance.spot.url=" + venue.wsUrl(),
                "ws.binance.spot.rest.url=" + venue.restUrl());
        service.awaitReady();
        user = new SessionClient(service.admin());
    }

    @AfterAll
    static void end() {
        user.close();
        assertThat(service.stop()).isEqualTo(ExitCodes.OK);
        venue.close();
    }

    private static String form(String id, String more, String... symbols) {
        return "{\"id\":\"" + id + "\",\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\""
                + String.join("\",\"", symbols) + "\"]}]" + more + "}";
    }

    private static List<Long> ids(Endpoints stack, String symbol) {
        return RunningCapture.records(stack, Topics.TRADES, "binance-spot:" + symbol).stream()
                .map(Trade::getSequence)
                .toList();
    }

    private static void everyIdOnce(List<Long> ids) {
        assertThat(new HashSet<>(ids)).as("nothing is doubled").hasSize(ids.size());
        long first = ids.stream().mapToLong(Long::longValue).min().orElseThrow();
        long last = ids.stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(new HashSet<>(ids))
                .as("nothing is missing from the first to the last")
                .containsAll(LongStream.rangeClosed(first, last).boxed().toList());
    }

    private static List<FeedStatus> statuses(Endpoints stack, String symbol, String type) {
        return RunningCapture.records(stack, Topics.FEED_STATUS, "binance-spot:" + symbol).stream()
                .filter(status -> status.getDataType().equals(type))
                .toList();
    }

    @Test
    void symbolsComeAndGoWithoutDisturbingTheOthers(Endpoints stack) throws Exception {
        user.order("POST", "/captures", form("change", ",\"types\":[\"trades\"]", "SEAUSDT", "SEBUSDT"));
        user.awaitPublished("change", 200);
        user.order("PATCH", "/captures/change", form("change", "", "SEAUSDT", "SECUSDT"));
        user.await(
                "change",
                run -> run.path("version").asInt() == 2 && run.path("troubles").isEmpty());
        int gone = ids(stack, "SEBUSDT").size();
        user.awaitPublished("change", user.run("change").path("published").asLong() + 400);
        JsonNode ended = user.order("POST", "/captures/change/stop", "");
        assertThat(ended.path("wanted").asText()).isEqualTo("STOP");
        JsonNode run = user.await("change", said -> said.path("state").asText().equals("ENDED"));

        everyIdOnce(ids(stack, "SEAUSDT"));
        everyIdOnce(ids(stack, "SECUSDT"));
        assertThat(ids(stack, "SEBUSDT"))
                .as("the one that left is captured no more, but for what was on its way")
                .hasSizeBetween(gone, gone + 50);
        assertThat(statuses(stack, "SEAUSDT", "trades"))
                .as("the one that stayed never lost its connection")
                .extracting(FeedStatus::getState)
                .containsSubsequence(FeedState.LIVE, FeedState.DISCONNECTED)
                .doesNotContain(FeedState.STALE, FeedState.ROTATED);
        assertThat(statuses(stack, "SEAUSDT", "trades").stream()
                        .map(FeedStatus::getConnectionId)
                        .distinct())
                .hasSize(1);
        assertThat(statuses(stack, "SEBUSDT", "trades").getLast())
                .satisfies(last -> assertThat(last.getState()).isEqualTo(FeedState.DISCONNECTED))
                .satisfies(last -> assertThat(last.getReason()).isEqualTo("no longer captured"));
        assertThat(statuses(stack, "SECUSDT", "trades").getFirst().getConnectionId())
                .as("the one that came took room on the connection there was")
                .isEqualTo(statuses(stack, "SEAUSDT", "trades").getFirst().getConnectionId());
        assertThat(run.path("report").path("captures").path(0).path("venue").asText())
                .isEqualTo("binance-spot");
        assertThat(run.path("missing").asLong()).isZero();
        assertThat(run.path("published").asLong()).isGreaterThan(500);
    }

    @Test
    void depthAndIntervalOfSnapshotsChangeWithoutANewImageOfTheBook(Endpoints stack) throws Exception {
        user.order(
                "POST", "/captures", form("depth", ",\"types\":[\"l2\"],\"depth\":5,\"interval_ms\":200", "SEDUSDT"));
        user.awaitPublished("depth", 5);
        user.order("PATCH", "/captures/depth", "{\"depth\":12,\"interval_ms\":500}");
        user.await("depth", run -> run.path("version").asInt() == 2);
        long before = user.run("depth").path("published").asLong();
        user.awaitPublished("depth", before + 4);
        user.order("POST", "/captures/depth/stop", "");
        user.await("depth", run -> run.path("state").asText().equals("ENDED"));

        List<L2Snapshot> all = RunningCapture.records(stack, Topics.L2_SNAPSHOTS, "binance-spot:SEDUSDT");
        assertThat(all)
                .extracting(L2Snapshot::getDepth)
                .startsWith(5)
                .endsWith(12)
                .isSorted();
        List<L2Snapshot> after =
                all.stream().filter(snapshot -> snapshot.getDepth() == 12).toList();
        assertThat(after).allSatisfy(snapshot -> {
            assertThat(snapshot.getIntervalMs()).isEqualTo(500);
            assertThat(snapshot.getBids()).hasSize(12);
            assertThat(snapshot.getBookState().toString()).isEqualTo("SYNCED");
        });
        assertThat(after).extracting(L2Snapshot::getNumber).startsWith(0L, 1L, 2L);
        assertThat(statuses(stack, "SEDUSDT", "l2"))
                .extracting(FeedStatus::getState)
                .doesNotContain(FeedState.RESYNC);
    }

    @Test
    void updatesThatAreAskedForLaterComeWithAnImageToBeginWith(Endpoints stack) throws Exception {
        user.order("POST", "/captures", form("deltas", ",\"types\":[\"l2\"],\"interval_ms\":100", "SEHUSDT"));
        user.awaitPublished("deltas", 5);
        user.order("PATCH", "/captures/deltas", "{\"types\":[\"l2\",\"l2-deltas\"]}");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> RunningCapture.records(stack, Topics.L2_DELTAS, "binance-spot:SEHUSDT").stream()
                        .anyMatch(L2Delta::getSnapshot));
        user.order("POST", "/captures/deltas/stop", "");
        user.await("deltas", run -> run.path("state").asText().equals("ENDED"));
        assertThat(statuses(stack, "SEHUSDT", "l2"))
                .as("the book was good all the time")
                .extracting(FeedStatus::getState)
                .doesNotContain(FeedState.RESYNC);
    }

    @Test
    void connectionsAreReplacedOnDemandWithNothingMissing(Endpoints stack) throws Exception {
        user.order("POST", "/captures", form("again", "", "SEEUSDT"));
        user.awaitPublished("again", 100);
        String link =
                user.run("again").path("connections").path(0).path("detail").asText();
        user.order("POST", "/captures/again/reconnect", "");
        user.await(
                "again",
                run -> run.path("connections").path(0).path("state").asText().equals("Live")
                        && !run.path("connections")
                                .path(0)
                                .path("detail")
                                .asText()
                                .equals(link));
        user.awaitPublished("again", user.run("again").path("published").asLong() + 100);
        user.order("POST", "/captures/again/stop", "");
        user.await("again", run -> run.path("state").asText().equals("ENDED"));
        everyIdOnce(ids(stack, "SEEUSDT"));
        assertThat(statuses(stack, "SEEUSDT", "trades"))
                .extracting(FeedStatus::getState)
                .contains(FeedState.ROTATED);
    }

    @Test
    void aSessionEndsByItselfWhenItsTimeIsOverAndBeginsAgainUnderItsName(Endpoints stack) throws Exception {
        user.order("POST", "/captures", form("short", ",\"duration_ms\":1500", "SEFUSDT"));
        JsonNode run = user.await("short", said -> said.path("state").asText().equals("ENDED"));
        assertThat(run.path("report").path("milliseconds").asLong()).isBetween(1_000L, 20_000L);
        int before = ids(stack, "SEFUSDT").size();
        assertThat(before).isPositive();
        user.order("POST", "/captures", form("short", "", "SEFUSDT"));
        user.awaitPublished("short", 50);
        assertThat(user.ask("POST", "/captures", form("short", "", "SEFUSDT")).statusCode())
                .isEqualTo(409);
        assertThat(user.ask("DELETE", "/captures/short", "").statusCode()).isEqualTo(409);
        user.order("POST", "/captures/short/stop", "");
        user.await("short", said -> said.path("state").asText().equals("ENDED"));
        user.order("DELETE", "/captures/short", "");
        assertThat(user.ask("GET", "/captures/short", "").statusCode()).isEqualTo(404);
        assertThat(user.order("GET", "/captures", "").path("sessions").findValuesAsText("id"))
                .doesNotContain("short");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{|expected a session as JSON",
                "{\"id\":\"x\"}|expected targets",
                "{\"id\":\"x y\",\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"SEAUSDT\"]}]}|expected an id of letters",
                "{\"targets\":[{\"venue\":\"binance\",\"symbols\":[\"SEAUSDT\"]}]}|expected a venue out of",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[]}]}|expected symbols and types",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"NOSUCH\"]}]}|found NOSUCH",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"swap:*\"]}]}|expected spot:, perp: or future:",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"SEAUSDT\"]}],\"types\":[\"funding-rates\"]}|expected types of binance-spot",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"SEAUSDT\"]}],\"types\":[\"ticks\"]}|found 'ticks'",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"SEAUSDT\"]}],\"depth\":0}|expected depth from 1",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"SEAUSDT\"]}],\"interval_ms\":5}|expected interval_ms from 100",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"SEAUSDT\"]}],\"duration_ms\":-1}|expected duration_ms from 0",
                "{\"targets\":[{\"venue\":\"binance-spot\",\"symbols\":[\"SEAUSDT\"]}],\"speed\":1}|Unrecognized field",
            })
    void aFormThatIsWrongIsRefusedAndSaysWhy(String form, String why) throws Exception {
        var answer = user.ask("POST", "/captures", form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(why);
    }

    @Test
    void whoDoesNotKnowTheTokenLearnsAndChangesNothing() throws Exception {
        for (String authorization :
                List.of("", "Bearer wrong", "Bearer " + RunningCapture.TOKEN + "x", RunningCapture.TOKEN)) {
            var answer = user.ask("GET", "/captures", "", authorization);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).doesNotContain(RunningCapture.TOKEN);
        }
        assertThat(user.ask("GET", "/info", "", "").body()).contains("admin.token: [hidden]");
        assertThat(user.ask("PUT", "/captures", "").statusCode()).isEqualTo(405);
        assertThat(user.ask("GET", "/captures/none", "").statusCode()).isEqualTo(404);
        assertThat(user.ask("POST", "/captures", "x".repeat(2 << 20)).statusCode())
                .isEqualTo(413);
    }
}
