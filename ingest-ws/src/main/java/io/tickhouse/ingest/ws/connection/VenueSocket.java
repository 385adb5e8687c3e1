package io.tickhouse.ingest.ws.connection;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** One WebSocket from its opening to its end. Pings are answered by Tyrus. */
final class VenueSocket implements AutoCloseable {
    private final Session session;
    private final CompletableFuture<String> end;

    private VenueSocket(Session session, CompletableFuture<String> end) {
        this.session = session;
        this.end = end;
    }

    /**
     * Connects and begins to hand frames over.
     *
     * @throws IOException if no WebSocket could be opened there in time
     */
    static VenueSocket open(URI address, Duration timeout, FrameQueue frames, InstantSource clock) throws IOException {
        ClientManager client = ClientManager.createClient();
        client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, Math.toIntExact(timeout.toMillis()));
        Reader reader = new Reader(frames, clock);
        try {
            Session session = client.connectToServer(
                    reader, ClientEndpointConfig.Builder.create().build(), address);
            return new VenueSocket(session, reader.end);
        } catch (DeploymentException e) {
            throw new IOException("cannot open a WebSocket at " + address + ": " + e.getMessage(), e);
        }
    }

    /** Why the socket ended; empty if it has not within that time. */
    Optional<String> awaitEnd(Duration atMost) throws InterruptedException {
        try {
            return Optional.of(end.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException open) {
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        }
    }

    @Override
    public void close() throws IOException {
        if (session.isOpen()) {
            session.close();
        }
    }

    private static final class Reader extends Endpoint {
        private final FrameQueue frames;
        private final InstantSource clock;
        private final CompletableFuture<String> end = new CompletableFuture<>();

        Reader(FrameQueue frames, InstantSource clock) {
            this.frames = frames;
            this.clock = clock;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            // a class, since Tyrus finds the type of message by reflection and a lambda hides it
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String text) {
                    handOver(text);
                }
            });
        }

        private void handOver(String text) {
            try {
                frames.put(new Frame(text.getBytes(StandardCharsets.UTF_8), clock.instant()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end.complete("interrupted while waiting for room for a frame, which is lost");
            }
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            end.complete("closed with code " + reason.getCloseCode().getCode()
                    + (reason.getReasonPhrase() == null ? "" : " " + reason.getReasonPhrase()));
        }

        @Override
        public void onError(Session session, Throwable error) {
            end.complete("broken: " + error);
        }
    }
}
