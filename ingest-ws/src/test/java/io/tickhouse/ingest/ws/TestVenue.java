package io.tickhouse.ingest.ws;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A venue's WebSocket server (RFC 6455) that does just what the test says, good manners or not. */
public final class TestVenue implements AutoCloseable {
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private final ServerSocket server;
    private final BlockingQueue<Client> clients = new LinkedBlockingQueue<>();

    public TestVenue() throws IOException {
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("test-venue").start(this::accept);
    }

    public String url() {
        return "ws://127.0.0.1:" + server.getLocalPort();
    }

    /** The next client that connects. */
    public Client client() throws InterruptedException {
        Client client = clients.poll(20, TimeUnit.SECONDS);
        if (client == null) {
            throw new AssertionError("expected a client to connect within 20 s");
        }
        return client;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                clients.add(Client.shakeHands(server.accept()));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** One connected client. */
    public static final class Client {
        private final Socket socket;
        private final String request;
        private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();

        private Client(Socket socket, String request) {
            this.socket = socket;
            this.request = request;
            Thread.ofPlatform().daemon().name("test-venue-reader").start(this::read);
        }

        static Client shakeHands(Socket socket) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                head.write(socket.getInputStream().read());
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

        /** First line of the client's HTTP request. */
        public String requestLine() {
            return request.lines().findFirst().orElseThrow();
        }

        public void send(String text) throws IOException {
            frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
        }

        public void ping() throws IOException {
            frame(PING, new byte[] {1, 2, 3});
        }

        /** True when a pong comes. */
        public boolean awaitPong() throws InterruptedException {
            Integer opcode = received.poll(20, TimeUnit.SECONDS);
            return opcode != null && opcode == PONG;
        }

        /** A clean close with a code. */
        public void close(int code) throws IOException {
            frame(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
        }

        /** The connection is gone without a word: the client sees 1006. */
        public void abort() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private synchronized void frame(int opcode, byte[] payload) throws IOException {
            ByteBuffer head = ByteBuffer.allocate(4).put((byte) (0x80 | opcode));
            if (payload.length < 126) {
                head.put((byte) payload.length);
            } else {
                head.put((byte) 126).putShort((short) payload.length);
            }
            OutputStream out = socket.getOutputStream();
            out.write(head.array(), 0, head.position());
            out.write(payload);
            out.flush();
        }

        private void read() {
            try {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                while (true) {
                    int opcode = in.readUnsignedByte() & 0x0F;
                    // control frames and short texts only, always masked
                    int length = in.readUnsignedByte() & 0x7F;
                    in.readNBytes(4 + length);
                    received.add(opcode);
                }
            } catch (IOException gone) {
                // the client or the test has ended the connection
            }
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
    }
}
