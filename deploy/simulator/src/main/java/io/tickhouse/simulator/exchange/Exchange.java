package io.tickhouse.simulator.exchange;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.tickhouse.simulator.exchange.fault.LiveFault;
import io.tickhouse.simulator.exchange.fault.LiveFaultKind;
import io.tickhouse.simulator.exchange.fault.LiveFaultKind.Target;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A venue, its clients and its time, on one thread. */
final class Exchange implements Pulse.Clients {
    /** Who subscribes to parts of what there is, over several connections, has done so by then. */
    private static final int SETTLED_SECONDS = 3;

    private final Venue venue;
    private final ServerSettings settings;
    private final LiveFaults faults;
    private final Pulse pulse;
    private final Control control;
    private final EventLoop loop;
    private final IntConsumer down;
    private final List<Session> sessions = new ArrayList<>();
    private boolean waiting;
    private long subscribings;

    /** @param down makes the venue unreachable for so many seconds */
    Exchange(Venue venue, ServerSettings settings, LiveFaults faults, EventLoop loop, IntConsumer down) {
        this.venue = venue;
        this.settings = settings;
        this.faults = faults;
        this.loop = loop;
        this.down = down;
        this.pulse = new Pulse(venue.feed(), this, loop, settings.speed(), settings.startMicros());
        this.control = new Control(this);
        this.waiting = settings.waits();
    }

    void begin() {
        var _ = loop.scheduleAtFixedRate(this::everySecond, 1, 1, TimeUnit.SECONDS);
        if (!waiting) {
            pulse.resume();
        }
    }

    private void everySecond() {
        List.copyOf(sessions).forEach(venue::everySecond);
        flush();
    }

    Venue venue() {
        return venue;
    }

    LiveFaults faults() {
        return faults;
    }

    Pulse pulse() {
        return pulse;
    }

    long now() {
        return pulse.now();
    }

    void wake() {
        pulse.wake();
    }

    List<Session> sessions() {
        return sessions;
    }

    RestReply control(String method, String path, String body) {
        return control.answer(method, path, body);
    }

    /** Brings a fault into force, or does it at once. */
    void inject(LiveFault fault) {
        if (!fault.isImmediate()) {
            faults.add(fault);
        } else if (fault.kind() == LiveFaultKind.BURST) {
            venue.feed().burst(fault.on()::matches, fault.number());
            flush();
        } else if (fault.kind() == LiveFaultKind.DOWN) {
            down.accept(fault.number());
        } else {
            List.copyOf(sessions).stream()
                    .filter(session -> fault.on().matches(session.path()))
                    .forEach(session -> session.disturbance().suffer(fault));
        }
    }

    boolean hasSocketAt(String path) {
        return venue.hasSocketAt(path);
    }

    boolean refuses(String path) {
        return faults.claim(Target.HANDSHAKE, path).isPresent();
    }

    Session session(Channel channel, String path, Map<String, List<String>> query) {
        return new Session(channel, path, query, settings.limits(), faults, session -> venue.leaving(session, now()));
    }

    void opened(Session session) {
        sessions.add(session);
        session.begin();
        venue.opened(session);
        beginWithTheFirst(session);
    }

    void text(Session session, String text) {
        venue.text(session, text);
        session.flush();
        beginWithTheFirst(session);
    }

    private void beginWithTheFirst(Session session) {
        if (waiting && session.isSubscribed()) {
            long seen = ++subscribings;
            if (venue.isHeard()) {
                beginNow();
            } else {
                later(() -> beginUnlessOthersCame(seen), SETTLED_SECONDS);
            }
        }
        pulse.wake();
    }

    private void beginUnlessOthersCame(long seen) {
        if (waiting && seen == subscribings) {
            beginNow();
        }
    }

    private void beginNow() {
        waiting = false;
        pulse.resume();
    }

    void gone(Session session) {
        sessions.remove(session);
        session.release();
        pulse.wake();
    }

    RestReply rest(String uri, RestCall call) {
        Optional<LiveFault> fault = faults.claim(Target.REST, uri);
        if (fault.isEmpty()) {
            return venue.answer(call, false);
        }
        return switch (fault.get().kind()) {
            case TOO_MANY_REQUESTS -> venue.refusal(429, fault.get().number());
            case BANNED -> venue.refusal(418, fault.get().number());
            case UNAVAILABLE -> venue.refusal(503, 0);
            default -> venue.answer(call, true);
        };
    }

    @Override
    public void flush() {
        for (int i = sessions.size() - 1; i >= 0; i--) {
            sessions.get(i).flush();
        }
    }

    @Override
    public boolean areReady() {
        boolean somebody = false;
        for (Session session : sessions) {
            if (!session.isWritable()) {
                return false;
            }
            somebody |= session.isSubscribed();
        }
        return somebody;
    }

    /** Does something later on the exchange's thread. */
    void later(Runnable action, int seconds) {
        var _ = loop.schedule(action, seconds, TimeUnit.SECONDS);
    }
}
