package io.tickhouse.bench.live;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.tyrus.client.ClientManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A Tyrus client that does nothing but count what it receives; in a process of its own, as the capture is. */
@Command(
        name = "bare-client",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "One side of a comparison: prints how many messages a second a bare Tyrus client receives.")
public final class BareClientCommand implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "Address with its streams.")
    private URI url = URI.create("ws://127.0.0.1");

    @Option(names = "--warm-up", required = true, description = "Seconds that do not count.")
    private int warmUpSeconds;

    @Option(names = "--seconds", required = true, description = "Seconds that do.")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        AtomicLong received = new AtomicLong();
        Session session = ClientManager.createClient()
                .connectToServer(
                        new Counting(received),
                        ClientEndpointConfig.Builder.create().build(),
                        url);
        TimeUnit.SECONDS.sleep(warmUpSeconds);
        long before = received.get();
        long begun = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double rate = (received.get() - before) * 1e9 / (System.nanoTime() - begun);
        System.out.println("RATE " + rate);
        session.close();
        return 0;
    }

    private static final class Counting extends Endpoint {
        private final AtomicLong received;

        Counting(AtomicLong received) {
            this.received = received;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            // a class, since Tyrus finds the type of message by reflection and a lambda hides it
            session.addMessageHandler(new MessageHandler.Whole<String>() {
                @Override
                public void onMessage(String text) {
                    received.incrementAndGet();
                }
            });
        }
    }
}
