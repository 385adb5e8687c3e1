package io.tickhouse.simulator.exchange;

import java.util.List;

/**
 * A client as it is connected.
 *
 * @param path for instance {@code /stream}
 * @param streams what it has subscribed to
 * @param sent messages of streams sent to it so far
 */
public record Connection(String path, List<String> streams, long sent) {
    static Connection of(Session session) {
        return new Connection(session.path(), session.subscriptions(), session.sent());
    }
}
