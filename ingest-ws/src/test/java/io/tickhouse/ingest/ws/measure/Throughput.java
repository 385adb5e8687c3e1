package io.tickhouse.ingest.ws.measure;

import io.tickhouse.ingest.ws.MeasuredCapture;
import io.tickhouse.ingest.ws.TestVenue;
import io.tickhouse.local.LocalStack;
import io.tickhouse.local.StackOptions;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.tyrus.client.ClientManager;

/**
 * What the whole service takes of a venue on loopback that sends as fast as it can, beside a bare Tyrus client that only
 * counts, and the time from receipt to Kafka's acknowledgement at 10,000 messages a second. Run by hand.
 */
public final class Throughput {
    private static final int BATCH = 200;
    private static final int SECONDS = 10;

    private Throughput() {}

    public static void main(String[] args) throws Exception {
        bare();
        try (LocalStack stack = LocalStack.start(StackOptions.in(Files.createTempDirectory("throughput")))) {
            captured(stack);
        }
        bare();
    }

    private static void bare() throws Exception {
        try (TestVenue venue = new TestVenue()) {
            AtomicLong received = new AtomicLong();
            Session session = ClientManager.createClient()
                    .connectToServer(
                            new Endpoint() {
                                @Override
                                public void onOpen(Session opened, EndpointConfig config) {
                                    opened.addMessageHandler(new MessageHandler.Whole<String>() {
                                        @Override
                                        public void onMessage(String text) {
                                            received.incrementAndGet();
                                        }
                                    });
                                }
                            },
                            ClientEndpointConfig.Builder.create().build(),
                            URI.create(venue.url() + "/"));
            TestVenue.Client client = venue.client();
            long sent = flood(client, 0);
            while (received.get() < sent) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            System.out.printf(Locale.ROOT, "bare Tyrus client: %,d messages a second%n", sent / SECONDS);
            session.close();
        }
    }

    private static void captured(LocalStack stack) throws Exception {
        try (TestVenue venue = new TestVenue();
                MeasuredCapture capture = new MeasuredCapture(stack.endpoints(), venue)) {
            TestVenue.Client client = venue.client();
            while (client.subscribed().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            long begun = System.nanoTime();
            long sent = flood(client, 0);
            capture.await(sent);
            System.out.printf(
                    Locale.ROOT,
                    "captured and published: %,.0f messages a second, lost %d%n",
                    sent * 1e9 / (System.nanoTime() - begun),
                    capture.lost());
            TimeUnit.SECONDS.sleep(65); // until the flood has left the window of the percentiles
            long next = sent;
            for (int i = 0; i < 30_000; i += 10) {
                client.write(batch(next, 10));
                next += 10;
                TimeUnit.NANOSECONDS.sleep(1_000_000 - 60_000);
            }
            capture.await(next);
            TimeUnit.SECONDS.sleep(2);
            System.out.println("at about 10,000 a second, " + capture.latencies());
        }
    }

    private static long flood(TestVenue.Client client, long from) throws Exception {
        long id = from;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            client.write(batch(id, BATCH));
            id += BATCH;
        }
        return id - from;
    }

    private static byte[] batch(long from, int size) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream(size * 200);
        for (long id = from + 1; id <= from + size; id++) {
            frames.writeBytes(TestVenue.framed(MeasuredCapture.frame(id)));
        }
        return frames.toByteArray();
    }
}
