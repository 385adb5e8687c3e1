package io.tickhouse.service;

/** Exit codes of every program of ours. */
public final class ExitCodes {
    public static final int OK = 0;
    /** The work failed; the message says why. */
    public static final int FAILED = 1;
    /** The command line or the configuration is wrong; nothing was done. */
    public static final int USAGE = 2;
    /** The work is done, but some records were refused: they are in the dead letters. */
    public static final int REFUSED_RECORDS = 3;

    private ExitCodes() {}
}
