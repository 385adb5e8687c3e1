package io.tickhouse.ingest.ws;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.venue.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A venue's WebSocket server (RFC 6455) that does just what the test says, good manners or not. Unless told otherwise it
 * grants what clients subscribe to, as Binance does.
 */
public final class TestVenue implements AutoCloseable {
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private final int port;
    private ServerSocket server;
    private final BlockingQueue<Client> clients = new LinkedBlockingQueue<>();
    private final List<Client> connected = new CopyOnWriteArrayList<>();
    private volatile boolean granting = true;
    private volatile String refusal = "";
    private volatile int slowMillis;

    public TestVenue() throws IOException {
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        accepting();
    }

    public String url() {
        return "ws://127.0.0.1:" + port;
    }

    /** Subscribing requests are answered from now on, or not. */
    public void granting(boolean granted) {
        granting = granted;
    }

    /** Subscribing requests are refused with these words from now on; not with empty ones. */
    public void refusing(String words) {
        refusal = words;
    }

    /** A handshake takes so long from now on. */
    public void slow(int millis) {
        slowMillis = millis;
    }

    /** The venue is gone: nobody can connect and whoever is connected is cut off. */
    public void down() throws IOException {
        server.close();
        for (Client client : connected) {
            client.abort();
        }
        connected.clear();
    }

    /** The venue is back, at the same address. */
    public void up() throws IOException {
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        accepting();
    }

    /** The next client that connects. */
    public Client client() throws InterruptedException {
        Client client = clients.poll(20, TimeUnit.SECONDS);
        if (client == null) {
            throw new AssertionError("expected a client to connect within 20 s");
        }
        return client;
    }

    /** Everybody connected now. */
    public List<Client> connected() {
        connected.removeIf(client -> client.socket.isClosed());
        return List.copyOf(connected);
    }

    /** Sends a frame to everybody who has subscribed to the stream. */
    public void broadcast(String stream, String frame) {
        connected.removeIf(client -> client.subscribed.contains(stream) && !client.sent(frame));
    }

    @Override
    public void close() throws IOException {
        server.close();
        connected.forEach(client -> {
            try {
                client.socket.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }

    private void accepting() {
        ServerSocket listening = server;
        Thread.ofPlatform().daemon().name("test-venue").start(() -> accept(listening));
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> welcome(socket));
            }
        } catch (IOException closed) {
            // the test is over, or the venue is down
        }
    }

    private void welcome(Socket socket) {
        try {
            TimeUnit.MILLISECONDS.sleep(slowMillis);
            Client client = shakeHands(socket);
            connected.add(client);
            clients.add(client);
        } catch (IOException gone) {
            // it did not wait so long
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Client shakeHands(Socket socket) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException("the client is gone");
            }
            head.write(next);
        }
        String request = head.toString(StandardCharsets.UTF_8);
        String key = request.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .findFirst()
                .orElseThrow()
                .substring("sec-websocket-key:".length())
                .strip();
        socket.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new Client(socket, request);
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** A text as a frame of the server. */
    public static byte[] framed(String text) {
        return framed(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] framed(int opcode, byte[] payload) {
        ByteBuffer head = ByteBuffer.allocate(10).put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            head.put((byte) payload.length);
        } else if (payload.length < 65_536) {
            head.put((byte) 126).putShort((short) payload.length);
        } else {
            head.put((byte) 127).putLong(payload.length);
        }
        return ByteBuffer.allocate(head.position() + payload.length)
                .put(head.array(), 0, head.position())
                .put(payload)
                .array();
    }

    /** One connected client. */
    public final class Client {
        private final Socket socket;
        private final String request;
        private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final Set<String> subscribed = ConcurrentHashMap.newKeySet();

        private Client(Socket socket, String request) {
            this.socket = socket;
            this.request = request;
            Thread.ofPlatform().daemon().name("test-venue-reader").start(this::read);
        }

        /** First line of the client's HTTP request. */
        public String requestLine() {
            return request.lines().findFirst().orElseThrow();
        }

        /** What it has subscribed to. */
        public Set<String> subscribed() {
            return Set.copyOf(subscribed);
        }

        /** The next text the client sends. */
        public String text() throws InterruptedException {
            String text = texts.poll(20, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("expected the client to send a text within 20 s");
            }
            return text;
        }

        public void send(String text) throws IOException {
            frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
        }

        /** False when the client is gone. */
        private boolean sent(String text) {
            try {
                send(text);
                return true;
            } catch (IOException gone) {
                return false;
            }
        }

        public void ping() throws IOException {
            frame(PING, new byte[] {1, 2, 3});
        }

        /** True when a pong comes. */
        public boolean awaitPong() throws InterruptedException {
            for (Integer opcode = next(); opcode != null; opcode = next()) {
                if (opcode == PONG) {
                    return true;
                }
            }
            return false;
        }

        private Integer next() throws InterruptedException {
            return received.poll(20, TimeUnit.SECONDS);
        }

        /** A clean close with a code. */
        public void close(int code) throws IOException {
            frame(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
            connected.remove(this);
        }

        /** The connection is gone without a word: the client sees 1006. */
        public void abort() throws IOException {
            connected.remove(this);
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private void frame(int opcode, byte[] payload) throws IOException {
            write(framed(opcode, payload));
        }

        /** Many text frames at once, as {@link #framed} made them. */
        public synchronized void write(byte[] frames) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(frames);
            out.flush();
        }

        private void read() {
            try {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                while (true) {
                    int opcode = in.readUnsignedByte() & 0x0F;
                    int length = in.readUnsignedByte() & 0x7F;
                    if (length == 126) {
                        length = in.readUnsignedShort();
                    } else if (length == 127) {
                        length = Math.toIntExact(in.readLong());
                    }
                    byte[] mask = in.readNBytes(4);
                    byte[] payload = in.readNBytes(length);
                    for (int i = 0; i < payload.length; i++) {
                        payload[i] ^= mask[i % 4];
                    }
                    received.add(opcode);
                    if (opcode == TEXT) {
                        answer(new String(payload, StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException gone) {
                connected.remove(this);
            }
        }

        private void answer(String text) throws IOException {
            texts.add(text);
            JsonNode asked = Json.tree(text.getBytes(StandardCharsets.UTF_8));
            if (!refusal.isEmpty()) {
                send("{\"error\":{\"code\":2,\"msg\":\"" + refusal + "\"},\"id\":" + asked.get("id") + "}");
            } else if (granting) {
                for (JsonNode stream : asked.get("params")) {
                    if (asked.get("method").asText().equals("SUBSCRIBE")) {
                        subscribed.add(stream.asText());
                    } else {
                        subscribed.remove(stream.asText());
                    }
                }
                send("{\"result\":null,\"id\":" + asked.get("id") + "}");
            }
        }
    }
}
