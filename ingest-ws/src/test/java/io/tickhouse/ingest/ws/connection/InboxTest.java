package io.tickhouse.ingest.ws.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {
    private static final Link LINK = new Link("test");

    @Test
    void aFullInboxMakesTheSocketWaitAndLosesNothing() throws Exception {
        Inbox inbox = new Inbox(2, 1_000);
        Thread socket = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 1_000; i++) {
                try {
                    inbox.put(frame("frame " + i));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        await().until(() -> inbox.waits() > 0);
        assertThat(inbox.frames()).isEqualTo(2);
        List<Inbound> taken = new ArrayList<>();
        while (taken.size() < 1_000) {
            inbox.drain(taken, 7, Duration.ofSeconds(1));
        }
        socket.join();
        for (int i = 0; i < 1_000; i++) {
            assertThat(((Inbound.Frame) taken.get(i)).text()).isEqualTo("frame " + i);
        }
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void charactersAreBoundedAsWellAsFrames() throws Exception {
        Inbox inbox = new Inbox(1_000, 10);
        inbox.put(frame("x".repeat(11)));
        Thread socket = Thread.ofPlatform().start(() -> {
            try {
                inbox.put(frame("y"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> inbox.waits() == 1);
        List<Inbound> taken = new ArrayList<>();
        inbox.drain(taken, 1, Duration.ZERO);
        socket.join();
        assertThat(inbox.frames()).isEqualTo(1);
    }

    @Test
    void whatIsNotAFrameAlwaysFindsRoomAndKeepsItsPlace() throws Exception {
        Inbox inbox = new Inbox(1, 1);
        inbox.put(frame("a"));
        Inbound notice = new Inbound.Task(() -> {});
        inbox.tell(notice);
        List<Inbound> taken = new ArrayList<>();
        inbox.drain(taken, 10, Duration.ZERO);
        assertThat(taken).hasSize(2).endsWith(notice);
    }

    private static Inbound.Frame frame(String text) {
        return new Inbound.Frame(LINK, text, Instant.EPOCH, 0);
    }
}
