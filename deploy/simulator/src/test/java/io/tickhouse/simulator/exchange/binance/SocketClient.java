package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The JDK's own WebSocket client: whole texts in order, pings, and how it ended. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final int SECONDS = 20;

    final BlockingQueue<String> texts = new LinkedBlockingQueue<>(100_000);
    final AtomicInteger pings = new AtomicInteger();
    /** The close code; 1006 when it ended without one. */
    final CompletableFuture<Integer> end = new CompletableFuture<>();

    private volatile @Nullable Throwable failure;
    private final StringBuilder parts = new StringBuilder();
    private final AtomicInteger fragments = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;

    SocketClient(String url) {
        socket = http.newWebSocketBuilder().buildAsync(URI.create(url), this).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            try {
                texts.put(parts.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            parts.setLength(0);
        } else {
            fragments.incrementAndGet();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        pings.incrementAndGet();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        failure = error;
        end.complete(1006);
    }

    /** Texts that came in parts. */
    int fragments() {
        return fragments.get();
    }

    SocketClient send(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    /** Sends a request and returns its answer, leaving out what streams say in between. */
    JsonNode ask(String request) throws Exception {
        send(request);
        while (true) {
            JsonNode answer = json();
            if (answer.has("result") || answer.has("code")) {
                return answer;
            }
        }
    }

    SocketClient subscribe(String... streams) throws Exception {
        String params = "\"" + String.join("\",\"", streams) + "\"";
        JsonNode answer = ask("{\"method\":\"SUBSCRIBE\",\"params\":[" + params + "],\"id\":1}");
        assertThat(answer.toString()).isEqualTo("{\"result\":null,\"id\":1}");
        return this;
    }

    String text() throws InterruptedException {
        String text = texts.poll(SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("expected a text within " + SECONDS + " s, found none; closed with "
                    + end.getNow(0) + (failure == null ? "" : ", " + failure));
        }
        return text;
    }

    List<String> texts(int count) throws InterruptedException {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(text());
        }
        return some;
    }

    JsonNode json() throws InterruptedException {
        String text = text();
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("expected JSON, found " + text, e);
        }
    }

    /** Events of a combined stream's {@code data}, as many as asked for. */
    List<JsonNode> data(String stream, int count) throws Exception {
        List<JsonNode> some = new ArrayList<>();
        while (some.size() < count) {
            JsonNode message = json();
            if (message.path("stream").asText().equals(stream)) {
                some.add(message.get("data"));
            }
        }
        return some;
    }

    int awaitEnd() throws Exception {
        return end.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
        texts.clear();
        http.shutdownNow();
    }
}
