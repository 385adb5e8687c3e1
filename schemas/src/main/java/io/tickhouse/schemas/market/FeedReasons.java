package io.tickhouse.schemas.market;

/** Reasons of feed status that mean something downstream. */
public final class FeedReasons {
    /** With DISCONNECTED: the venue has ended the instrument, so that nothing is missing from then on. */
    public static final String DELISTED = "no longer listed by the venue";

    private FeedReasons() {}
}
