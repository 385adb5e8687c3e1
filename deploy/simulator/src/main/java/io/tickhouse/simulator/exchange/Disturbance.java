package io.tickhouse.simulator.exchange;

import io.netty.channel.EventLoop;
import io.tickhouse.simulator.exchange.fault.LiveFault;
import io.tickhouse.simulator.exchange.fault.LiveFaultKind.Target;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What faults do to the messages of one connection, and to the connection itself. */
final class Disturbance {
    /** The going away of an endpoint (RFC 6455, 7.4.1); the venue does not document the code of its cut. */
    private static final int GOING_AWAY = 1001;

    /** What the venue says in its own words. */
    @FunctionalInterface
    interface Venue {
        Optional<String> leaving(Session session);
    }

    private record Held(Stream stream, byte[] payload, long due) {}

    private final Session session;
    private final LiveFaults faults;
    private final Venue venue;
    private final EventLoop loop;
    private final Map<Stream, byte[]> overtaken = new HashMap<>();
    private final Map<Stream, Deque<Held>> delayed = new HashMap<>();

    Disturbance(Session session, LiveFaults faults, Venue venue, EventLoop loop) {
        this.session = session;
        this.faults = faults;
        this.venue = venue;
        this.loop = loop;
    }

    /** Whether nothing is held back. */
    boolean isOver() {
        return overtaken.isEmpty() && delayed.isEmpty();
    }

    void deliver(Stream stream, byte[] payload, int length) {
        faults.claim(Target.CONNECTION, session.path()).ifPresent(this::suffer);
        byte[] data = Arrays.copyOf(payload, length);
        Deque<Held> before = delayed.get(stream);
        Optional<LiveFault> fault = faults.claim(Target.MESSAGE, stream.name());
        if (before != null && fault.isEmpty()) {
            before.addLast(new Held(stream, data, before.getLast().due()));
            return;
        }
        if (fault.isEmpty()) {
            session.send(stream, data, length);
        } else if (disturbed(fault.get(), stream, data)) {
            return;
        }
        byte[] earlier = overtaken.remove(stream);
        if (earlier != null) {
            session.send(stream, earlier, earlier.length);
        }
    }

    /** Whether the message has not been sent yet, or never will be. */
    private boolean disturbed(LiveFault fault, Stream stream, byte[] data) {
        switch (fault.kind()) {
            case DROP, SILENCE -> {
                return true;
            }
            case REORDER -> {
                byte[] earlier = overtaken.put(stream, data);
                if (earlier != null) {
                    session.send(stream, earlier, earlier.length);
                }
                return true;
            }
            case DELAY -> {
                delay(stream, data, TimeUnit.MILLISECONDS.toNanos(fault.number()));
                return true;
            }
            case DUPLICATE -> {
                session.send(stream, data, data.length);
                session.send(stream, data, data.length);
            }
            case MALFORMED -> {
                byte[] text = text(stream, data);
                session.frame(WireFrame.TEXT, text, text.length / 2);
            }
            case ALTERED -> {
                alter(data);
                session.send(stream, data, data.length);
            }
            case HALF_FRAME -> session.halfFrame(text(stream, data));
            case FRAGMENTS -> {
                byte[] text = text(stream, data);
                int third = text.length / 3;
                session.frame(WireFrame.TEXT_BEGINS, text, third);
                session.frame(WireFrame.GOES_ON, Arrays.copyOfRange(text, third, 2 * third), third);
                session.frame(
                        WireFrame.ENDS, Arrays.copyOfRange(text, 2 * third, text.length), text.length - 2 * third);
            }
            default -> throw new IllegalStateException("no fault of messages: " + fault);
        }
        return false;
    }

    private static void alter(byte[] data) {
        for (int i = 1; i < data.length; i++) {
            if (data[i - 1] == '.' && data[i] >= '0' && data[i] <= '9') {
                data[i] = (byte) (data[i] == '9' ? '0' : data[i] + 1);
                return;
            }
        }
    }

    private byte[] text(Stream stream, byte[] data) {
        if (!session.isCombined()) {
            return data;
        }
        byte[] text = Arrays.copyOf(stream.opening(), stream.opening().length + data.length + 1);
        System.arraycopy(data, 0, text, stream.opening().length, data.length);
        text[text.length - 1] = '}';
        return text;
    }

    private void delay(Stream stream, byte[] data, long nanos) {
        Deque<Held> queue = delayed.computeIfAbsent(stream, some -> new ArrayDeque<>());
        long due = System.nanoTime() + nanos;
        long inOrder = queue.isEmpty() ? due : Math.max(due, queue.getLast().due());
        queue.addLast(new Held(stream, data, inOrder));
        var _ = loop.schedule(() -> release(stream), inOrder - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void release(Stream stream) {
        Deque<Held> queue = delayed.get(stream);
        while (queue != null && !queue.isEmpty() && queue.getFirst().due() - System.nanoTime() <= 0) {
            Held held = queue.removeFirst();
            session.send(held.stream(), held.payload(), held.payload().length);
        }
        if (queue != null && queue.isEmpty()) {
            delayed.remove(stream);
        }
        session.flush();
    }

    /** What happens to the connection. */
    void suffer(LiveFault fault) {
        switch (fault.kind()) {
            case CLOSE -> session.close(fault.number(), "");
            case ABORT -> session.abort();
            case CUT -> cut();
            case SERVER_SHUTDOWN -> venue.leaving(session).ifPresent(session::reply);
            default -> throw new IllegalStateException("no fault of connections: " + fault);
        }
    }

    /** The end of its lifetime. */
    void cut() {
        session.close(GOING_AWAY, "");
    }
}
