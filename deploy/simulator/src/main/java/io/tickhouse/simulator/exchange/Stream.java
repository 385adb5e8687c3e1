package io.tickhouse.simulator.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A stream and who listens to it, by the form of its messages: a venue may tell the same in several. */
public final class Stream {
    private static final Session[] NOBODY = {};

    private final String name;
    private final byte[] opening;
    private final Session[][] listeners;

    public Stream(String name, int forms) {
        this.name = name;
        this.opening = ("{\"stream\":\"" + name + "\",\"data\":").getBytes(StandardCharsets.UTF_8);
        this.listeners = new Session[forms][];
        Arrays.fill(listeners, NOBODY);
    }

    public String name() {
        return name;
    }

    /** What comes before the payload on a connection of combined streams; a closing brace comes after it. */
    byte[] opening() {
        return opening;
    }

    /** Whether anybody listens to this form. */
    public boolean isHeard(int form) {
        return listeners[form].length > 0;
    }

    /** Whether anybody listens to it in any form. */
    public boolean isHeard() {
        return Arrays.stream(listeners).anyMatch(those -> those.length > 0);
    }

    /** Sends a payload to all who listen to this form. */
    public void send(int form, byte[] payload, int length) {
        for (Session session : listeners[form]) {
            session.deliver(this, payload, length);
        }
    }

    void add(Session session) {
        Session[] now = listeners[session.form()];
        if (!Arrays.asList(now).contains(session)) {
            Session[] more = Arrays.copyOf(now, now.length + 1);
            more[now.length] = session;
            listeners[session.form()] = more;
        }
    }

    void remove(Session session) {
        listeners[session.form()] = Arrays.stream(listeners[session.form()])
                .filter(one -> one != session)
                .toArray(Session[]::new);
    }
}
