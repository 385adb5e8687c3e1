package io.tickhouse.ingest.bulk.publish;

/** Publishing cannot go on. What is committed stays, and a later load continues behind it. */
public abstract sealed class PublishException extends Exception {
    private static final long serialVersionUID = 1L;

    private PublishException(String message, Throwable cause) {
        super(message, cause);
    }

    private PublishException(String message) {
        super(message);
    }

    /** Another producer has taken the file over. */
    public static final class Fenced extends PublishException {
        private static final long serialVersionUID = 1L;

        public Fenced(String path, Throwable cause) {
            super(
                    path + ": another process loads this file (or this one was halted for longer than a transaction"
                            + " may last). Nothing is lost or doubled; run again to see where it stands",
                    cause);
        }
    }

    /** The brokers refuse, or fail again and again. */
    public static final class GaveUp extends PublishException {
        private static final long serialVersionUID = 1L;

        public GaveUp(String path, long row, String why, Throwable cause) {
            super(
                    path + ": publishing stopped before row " + row + ": " + why
                            + ". Nothing is lost or doubled; run again to continue there",
                    cause);
        }
    }

    /** The process was asked to stop. */
    public static final class Stopped extends PublishException {
        private static final long serialVersionUID = 1L;

        public Stopped(String path, long row) {
            super(path + ": stopped before row " + row + " as asked; run again to continue there");
        }
    }
}
