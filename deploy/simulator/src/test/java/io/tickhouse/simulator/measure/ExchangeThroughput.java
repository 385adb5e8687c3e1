package io.tickhouse.simulator.measure;

import io.tickhouse.simulator.exchange.ServerSettings;
import io.tickhouse.simulator.exchange.binance.BinanceExchange;
import io.tickhouse.simulator.exchange.binance.BinanceProduct;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures how many messages the exchange pushes through loopback to a client that only counts frames: per second of the
 * wall clock and per second of the exchange's own thread. Then bursts of 1,000 messages on each of 41 streams.
 */
public final class ExchangeThroughput {
    private static final int SECONDS = 5;
    private static final int SYMBOLS = 41;

    private ExchangeThroughput() {}

    public static void main(String[] args) throws Exception {
        for (String kinds : new String[] {"trade", "bookTicker", "trade,bookTicker,depth@100ms"}) {
            sustained(kinds.split(","));
        }
        bursts();
    }

    private static String[] symbols() {
        return IntStream.range(0, SYMBOLS)
                .mapToObj(i -> i == 0 ? "BTCUSDT" : "SYM" + i + "USDT")
                .toArray(String[]::new);
    }

    private static String streams(String... kinds) {
        return IntStream.range(0, SYMBOLS)
                .mapToObj(i -> symbols()[i].toLowerCase(Locale.ROOT))
                .flatMap(symbol -> java.util.Arrays.stream(kinds).map(kind -> symbol + "@" + kind))
                .collect(Collectors.joining("/"));
    }

    private static void sustained(String... kinds) throws Exception {
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.SPOT)
                        .symbols(symbols())
                        .tradesPerSecond(1_000)
                        .speed(ServerSettings.FULL_SPEED)
                        .begin();
                FrameCounter client = new FrameCounter(venue, streams(kinds))) {
            client.count(Long.MAX_VALUE, System.nanoTime() + 3_000_000_000L);
            long cpu = exchangeCpuNanos();
            long bytes = client.bytes;
            long begun = System.nanoTime();
            long messages = client.count(Long.MAX_VALUE, begun + SECONDS * 1_000_000_000L);
            double wall = (System.nanoTime() - begun) / 1e9;
            double busy = (exchangeCpuNanos() - cpu) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %,10.0f messages/s, %,10.0f per second of the exchange's core (%.0f %% busy), %d bytes each%n",
                    String.join("+", kinds),
                    messages / wall,
                    messages / busy,
                    100 * busy / wall,
                    (client.bytes - bytes) / messages);
        }
    }

    private static void bursts() throws Exception {
        try (BinanceExchange venue = BinanceExchange.of(BinanceProduct.SPOT)
                        .symbols(symbols())
                        .tradesPerSecond(0.001)
                        .begin();
                FrameCounter client = new FrameCounter(venue, streams("trade"))) {
            venue.pause();
            for (int i = 0; i < 10; i++) {
                long begun = System.nanoTime();
                Thread injecting = Thread.ofPlatform().start(() -> venue.inject("burst:*@trade:1000"));
                client.count(SYMBOLS * 1_000L, begun + 10_000_000_000L);
                System.out.printf(
                        Locale.ROOT,
                        "burst of 41 x 1,000: all there after %.1f ms%n",
                        (System.nanoTime() - begun) / 1e6);
                injecting.join();
                client.drain();
            }
        }
    }

    private static long exchangeCpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return java.util.Arrays.stream(threads.getAllThreadIds())
                .filter(id -> threads.getThreadInfo(id) != null
                        && threads.getThreadInfo(id).getThreadName().startsWith("exchange"))
                .map(threads::getThreadCpuTime)
                .sum();
    }

    /** Reads a socket and counts the frames in it. */
    private static final class FrameCounter implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final byte[] buffer = new byte[1 << 20];
        private int at;
        private int end;
        private long bytes;

        FrameCounter(BinanceExchange venue, String streams) throws IOException {
            socket = new Socket(
                    InetAddress.ofLiteral("127.0.0.1"),
                    URI.create(venue.restUrl()).getPort());
            socket.setReceiveBufferSize(4 << 20);
            in = socket.getInputStream();
            socket.getOutputStream()
                    .write(String.join(
                                    "\r\n",
                                    "GET /ws HTTP/1.1",
                                    "Host: x",
                                    "Upgrade: websocket",
                                    "Connection: Upgrade",
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                    "Sec-WebSocket-Version: 13",
                                    "",
                                    "")
                            .getBytes(StandardCharsets.US_ASCII));
            String head = "";
            while (!head.endsWith("\r\n\r\n")) {
                head += (char) in.read();
            }
            String params = "[\"" + streams.replace("/", "\",\"") + "\"]";
            subscribe(("{\"method\":\"SUBSCRIBE\",\"params\":" + params + ",\"id\":1}")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        private void subscribe(byte[] request) throws IOException {
            byte[] frame = new byte[8 + request.length];
            frame[0] = (byte) 0x81;
            frame[1] = (byte) (0x80 | 126);
            frame[2] = (byte) (request.length >> 8);
            frame[3] = (byte) request.length;
            System.arraycopy(request, 0, frame, 8, request.length);
            socket.getOutputStream().write(frame);
        }

        /** Counts frames until there were so many or the time is over. */
        long count(long most, long deadline) throws IOException {
            long frames = 0;
            while (frames < most && System.nanoTime() < deadline) {
                fill(2);
                int length = buffer[at + 1] & 0x7F;
                int head = 2;
                if (length == 126) {
                    fill(4);
                    length = (buffer[at + 2] & 0xFF) << 8 | (buffer[at + 3] & 0xFF);
                    head = 4;
                }
                fill(head + length);
                at += head + length;
                bytes += head + length;
                frames++;
            }
            return frames;
        }

        /** Reads on until nothing comes for a moment. */
        void drain() throws IOException {
            socket.setSoTimeout(100);
            try {
                count(Long.MAX_VALUE, Long.MAX_VALUE);
            } catch (java.net.SocketTimeoutException quiet) {
                socket.setSoTimeout(0);
            }
        }

        private void fill(int needed) throws IOException {
            while (end - at < needed) {
                if (buffer.length - at < needed || at == end) {
                    System.arraycopy(buffer, at, buffer, 0, end - at);
                    end -= at;
                    at = 0;
                }
                int read = in.read(buffer, end, buffer.length - end);
                if (read < 0) {
                    throw new IOException("the exchange has hung up");
                }
                end += read;
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
