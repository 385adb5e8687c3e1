package io.tickhouse.launcher;

/** Something the user can act on: the message says what was expected, what was found and what to do; no trace is shown. */
public final class LauncherException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
