package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, requests, answers and limits of sockets, as documented. */
@Timeout(60)
class SocketProtocolTest {
    private static BinanceExchange.Builder spot() {
        return BinanceExchange.of(BinanceProduct.SPOT).tradesPerSecond(200);
    }

    @Test
    void streamsAreSubscribedToByAddressAndByMessageRawAndCombined() throws Exception {
        try (BinanceExchange venue = spot().begin();
                SocketClient raw = new SocketClient(venue.wsUrl() + "/ws/btcusdt@trade");
                SocketClient combined = new SocketClient(venue.wsUrl() + "/stream")) {
            assertThat(raw.json().fieldNames()).toIterable().startsWith("e", "E", "s", "t");
            combined.subscribe("btcusdt@trade");
            JsonNode message = combined.json();
            assertThat(message.fieldNames()).toIterable().containsExactly("stream", "data");
            assertThat(combined.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"list\"}")
                            .toString())
                    .isEqualTo("{\"result\":[\"btcusdt@trade\"],\"id\":\"list\"}");
            assertThat(combined.ask("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",false],\"id\":2}")
                            .toString())
                    .isEqualTo("{\"result\":null,\"id\":2}");
            assertThat(combined.json().has("e")).isTrue();
            assertThat(combined.ask("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":null}")
                            .toString())
                    .isEqualTo("{\"result\":null,\"id\":null}");
            assertThat(venue.connections())
                    .anySatisfy(connection -> assertThat(connection.streams()).isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"method\":\"SUBSCRIBE\" | 3 | Invalid JSON: expected value at line 1 column",
                "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":{}} | 2 | request ID must be an unsigned integer",
                "{\"params\":[],\"id\":1} | 2 | Invalid request: missing field `method`",
                "{\"method\":\"SUBSCRIPE\",\"params\":[],\"id\":1} | 2 | Invalid request: unknown variant `SUBSCRIPE`",
                "{\"method\":\"SUBSCRIBE\",\"params\":[1],\"id\":1} | 2 | property name must be a string",
                "{\"method\":\"SUBSCRIBE\",\"id\":1} | 2 | property name must be a string",
                "{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",1],\"id\":1} | 1 | expected Boolean",
                "{\"method\":\"GET_PROPERTY\",\"params\":[\"colour\"],\"id\":1} | 0 | Unknown property",
                "[[[[[[[[[[[[[]]]]]]]]]]]]] | 3 | Invalid JSON",
                "[] | 2 | request ID"
            })
    void wrongRequestsAreAnsweredWithTheDocumentedErrors(String request, int code, String message) throws Exception {
        try (BinanceExchange venue = spot().begin();
                SocketClient client = new SocketClient(venue.wsUrl() + "/ws")) {
            JsonNode answer = client.send(request).json();
            assertThat(answer.get("code").asInt()).isEqualTo(code);
            assertThat(answer.get("msg").asText()).contains(message);
            client.subscribe("btcusdt@trade");
        }
    }

    @ParameterizedTest
    @CsvSource({"SPOT,5", "USDM,10", "COINM,10"})
    void oneMessageTooManyInASecondEndsTheConnection(BinanceProduct product, int allowed) throws Exception {
        try (BinanceExchange venue = BinanceExchange.of(product).begin();
                SocketClient client = new SocketClient(venue.wsUrl() + "/ws")) {
            for (int i = 0; i < allowed; i++) {
                assertThat(client.ask("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}")
                                .get("id")
                                .asInt())
                        .isEqualTo(i);
            }
            client.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":99}");
            assertThat(client.awaitEnd()).isEqualTo(1008);
        }
    }

    @Test
    void aConnectionHasAThousandAndTwentyFourStreamsAndNotOneMore() throws Exception {
        String names =
                IntStream.range(0, 1_024).mapToObj(i -> "\"s" + i + "@trade\"").collect(Collectors.joining(","));
        try (BinanceExchange venue = spot().begin();
                SocketClient client = new SocketClient(venue.wsUrl() + "/ws")) {
            assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[" + names + "],\"id\":1}")
                            .has("result"))
                    .isTrue();
            assertThat(venue.connections().getFirst().streams()).hasSize(1_024);
            assertThat(client.ask("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":2}")
                            .get("msg")
                            .asText())
                    .isEqualTo("Invalid request: too many parameters");
        }
    }

    @Test
    void timesComeInTheUnitThatTheAddressAsksFor() throws Exception {
        try (BinanceExchange venue = spot().begin();
                SocketClient millis = new SocketClient(venue.wsUrl() + "/ws/btcusdt@trade");
                SocketClient micros = new SocketClient(venue.wsUrl() + "/ws/btcusdt@trade?timeUnit=MICROSECOND")) {
            assertThat(millis.json().get("T").asText()).hasSize(13);
            assertThat(micros.json().get("T").asText()).hasSize(16);
        }
    }

    @Test
    void futuresStreamsSpeakUnderTheirRootOnly() throws Exception {
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.USDM)
                        .tradesPerSecond(200)
                        .begin();
                SocketClient market = new SocketClient(venue.wsUrl() + "/market/ws/btcusdt@markPrice@1s");
                SocketClient none =
                        new SocketClient(venue.wsUrl() + "/stream?streams=btcusdt@markPrice@1s/btcusdt@trade")) {
            assertThat(market.json().fieldNames())
                    .toIterable()
                    .containsExactly("e", "E", "s", "p", "ap", "i", "P", "r", "T");
            market.json();
            assertThat(none.texts).isNotEmpty().noneMatch(text -> text.contains("markPrice"));
            market.subscribe("btcusdt@trade");
            assertThat(market.json().get("e").asText()).isEqualTo("markPriceUpdate");
        }
    }

    @Test
    void coinMarginedStreamsSpeakWithoutARoot() throws Exception {
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.COINM)
                        .symbols("BTCUSD_PERP", "BTCUSD_260925")
                        .tradesPerSecond(200)
                        .begin();
                SocketClient perpetual =
                        new SocketClient(venue.wsUrl() + "/stream?streams=btcusd_perp@markPrice@1s/btcusd_perp@trade");
                SocketClient delivery = new SocketClient(venue.wsUrl() + "/ws/btcusd_260925@markPrice@1s")) {
            JsonNode price = delivery.json();
            assertThat(price.fieldNames()).toIterable().containsExactly("e", "E", "s", "p", "P", "i", "r", "T", "st");
            assertThat(price.get("r").asText()).isEmpty();
            assertThat(price.get("T").asLong()).isZero();
            JsonNode message = perpetual.json();
            while (!message.get("stream").asText().endsWith("@markPrice@1s")) {
                message = perpetual.json();
            }
            assertThat(message.at("/data/r").asText()).matches("-?0\\.\\d{8}");
            assertThat(message.at("/data/st").asInt()).isEqualTo(2);
            assertThatThrownBy(() -> new SocketClient(venue.wsUrl() + "/public/stream"))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
        }
    }

    @Test
    void addressesWithoutASocketAreRefused() throws Exception {
        try (BinanceExchange venue = spot().begin()) {
            for (String path : new String[] {"/market/stream", "/elsewhere", "/stream/btcusdt@trade"}) {
                assertThatThrownBy(() -> new SocketClient(venue.wsUrl() + path))
                        .cause()
                        .isInstanceOfSatisfying(
                                WebSocketHandshakeException.class,
                                refusal -> assertThat(refusal.getResponse().statusCode())
                                        .isEqualTo(404));
            }
        }
    }

    @Test
    void whoAnswersNoPingIsCutOff() throws Exception {
        try (BinanceExchange venue = spot().pings(Duration.ofMillis(100)).begin();
                RawSocket socket = new RawSocket(venue, "/ws")) {
            DataInputStream in = socket.in();
            int pings = 0;
            int opcode = in.readUnsignedByte();
            while (opcode == 0x89) {
                pings++;
                in.readNBytes(in.readUnsignedByte());
                opcode = in.readUnsignedByte();
            }
            assertThat(opcode).as("a close frame").isEqualTo(0x88);
            assertThat(pings).isBetween(2, 4);
        }
    }

    @Test
    void aConnectionEndsWithItsLifetime() throws Exception {
        try (BinanceExchange venue = spot().lifetime(Duration.ofMillis(500)).begin();
                SocketClient client = new SocketClient(venue.wsUrl() + "/ws/btcusdt@trade")) {
            assertThat(client.awaitEnd()).isEqualTo(1001);
            assertThat(client.texts).isNotEmpty();
        }
    }
}
