package io.tickhouse.simulator.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that shakes hands by the example of RFC 6455, 1.3, and then does nothing by itself: no pong, no close. */
record RawSocket(Socket socket, DataInputStream in) implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    RawSocket(BinanceExchange venue, String path) throws IOException {
        this(
                new Socket(
                        InetAddress.ofLiteral("127.0.0.1"),
                        URI.create(venue.restUrl()).getPort()),
                path);
    }

    private RawSocket(Socket socket, String path) throws IOException {
        this(socket, new DataInputStream(socket.getInputStream()));
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
