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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** One WebSocket from its opening to its end. Pings are answered by Tyrus. */
final class VenueSocket implements AutoCloseable {
    /** Longest message in bytes; a longer one ends the connection with code 1009. */
    private static final int LONGEST_MESSAGE = 8 << 20;
    /** Below 0: with 0, which should mean the same, Tyrus hands a task to another thread for each message it reads. */
    private static final long NO_TIMEOUT_OF_TYRUS = -1;

    /** Takes what comes in. */
    interface Receiver {
        /** Takes one text message. */
        void text(String text) throws InterruptedException;
    }

    private final Session session;
    private final CompletableFuture<String> end;

    private VenueSocket(Session session, CompletableFuture<String> end) {
        this.session = session;
        this.end = end;
    }

    /**
     * Connects and begins to hand messages over.
     *
     * @throws IOException if no WebSocket could be opened there in time
     */
    static VenueSocket open(URI address, Duration timeout, Receiver receiver) throws IOException {
        ClientManager client = ClientManager.createClient();
        client.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, Math.toIntExact(timeout.toMillis()));
        client.getProperties().put(ClientProperties.INCOMING_BUFFER_SIZE, LONGEST_MESSAGE);
        Reader reader = new Reader(receiver);
        try {
            Session session = client.connectToServer(
                    reader, ClientEndpointConfig.Builder.create().build(), address);
            return new VenueSocket(session, reader.end);
        } catch (DeploymentException e) {
            throw new IOException("cannot open a WebSocket at " + address + ": " + e.getMessage(), e);
        }
    }

    /**
     * Sends a text.
     *
     * @throws IOException if the socket does not take it
     */
    void send(String text) throws IOException {
        try {
            session.getBasicRemote().sendText(text);
        } catch (IllegalStateException closed) {
            throw new IOException("the socket is closed", closed);
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
        private final Receiver receiver;
        private final CompletableFuture<String> end = new CompletableFuture<>();

        Reader(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.setMaxIdleTimeout(NO_TIMEOUT_OF_TYRUS);
            session.addMessageHandler(new Parts());
        }

        private void handOver(String text) {
            try {
                receiver.text(text);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end.complete("interrupted while waiting for room for a frame, which is lost");
            }
        }

        /**
         * Takes a message in parts as it comes, whole as a rule. Asked for whole messages, Tyrus looks for a decoder of each,
         * which takes longer than reading it. A class, since Tyrus finds the type of message by reflection.
         */
        private final class Parts implements MessageHandler.Partial<String> {
            private final StringBuilder begun = new StringBuilder();

            @Override
            public void onMessage(String part, boolean last) {
                if (last && begun.isEmpty()) {
                    handOver(part);
                    return;
                }
                if (begun.length() + part.length() > LONGEST_MESSAGE) {
                    throw new IllegalStateException(
                            "expected a message of at most " + LONGEST_MESSAGE + " characters, found a longer one");
                }
                begun.append(part);
                if (last) {
                    String text = begun.toString();
                    begun.setLength(0);
                    handOver(text);
                }
            }
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            end.complete("closed with code " + reason.getCloseCode().getCode()
                    + (reason.getReasonPhrase() == null
                                    || reason.getReasonPhrase().isBlank()
                            ? ""
                            : " " + reason.getReasonPhrase()));
        }

        @Override
        public void onError(Session session, Throwable error) {
            end.complete("broken: " + error);
        }
    }
}
