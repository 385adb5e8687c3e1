package io.tickhouse.simulator.exchange;

/**
 * How a venue is served.
 *
 * @param port on 127.0.0.1; 0 for a free one
 * @param speed how much faster than the wall clock the venue's time passes; {@link #FULL_SPEED} for as fast as clients
 *     take what they are told
 * @param startMicros the venue's first moment, microseconds since the epoch, UTC
 * @param waits whether its time begins to pass only when somebody has subscribed
 */
public record ServerSettings(int port, int speed, long startMicros, boolean waits, SessionLimits limits) {
    public static final int FULL_SPEED = 0;

    /** As {@code startMicros}: what our clock says when its time begins to pass. */
    public static final long OUR_TIME = Long.MIN_VALUE;

    public ServerSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("expected a port from 0 to 65535, found " + port);
        }
        if (speed < 0) {
            throw new IllegalArgumentException("expected a speed of 0 or more, found " + speed);
        }
    }
}
