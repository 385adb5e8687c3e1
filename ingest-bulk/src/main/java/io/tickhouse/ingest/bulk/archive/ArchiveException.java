package io.tickhouse.ingest.bulk.archive;

import java.util.List;

/**
 * Why a file cannot be loaded. The message names the file, the line where there is one, what was expected and found, and
 * what to do. Nothing of the file has been published when one of these comes out of fetching or verifying.
 */
public abstract sealed class ArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    private ArchiveException(String message) {
        super(message);
    }

    private ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Files that should be there are not. */
    public static final class Missing extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Missing(String message) {
            super(message);
        }
    }

    /** The archive cannot be read: refused, broken off, or not answering after all attempts. */
    public static final class Unreachable extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message) {
            super(message);
        }

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The CHECKSUM file is not one, or the ZIP is not what it says. */
    public static final class WrongChecksum extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public WrongChecksum(String message) {
            super(message);
        }
    }

    /** The ZIP is damaged, hostile, or does not hold exactly the expected CSV. */
    public static final class BadZip extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public BadZip(String message) {
            super(message);
        }

        public BadZip(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The file is larger than the limits allow. */
    public static final class TooLarge extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(message);
        }
    }

    /** The CSV's first line is of no layout we know. */
    public static final class UnknownLayout extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public UnknownLayout(String message) {
            super(message);
        }
    }

    /** So many rows are wrong that the file must be. */
    public static final class TooManyRefusedRows extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public TooManyRefusedRows(ArchiveFile file, long refused, String limit, List<String> first) {
            super(file.path() + ": " + refused + " rows cannot be read, " + limit
                    + ", so the file is taken for an unknown layout and nothing of it is loaded. The first: "
                    + String.join("; ", first));
        }
    }

    /** Days of the file are loaded from another one. */
    public static final class Overlapping extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Overlapping(ArchiveFile file, String other) {
            super(file.path() + ": days of it are loaded from " + other
                    + ", and no row is to be published twice. Nothing of it is loaded; retry the job, which plans it anew, or"
                    + " load the days that are missing");
        }
    }

    /** The file was loaded before with other content. */
    public static final class Republished extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Republished(ArchiveFile file, String loaded, String found) {
            super(file.path() + ": loaded before with SHA-256 " + loaded + ", but the archive now has " + found
                    + ": it was published anew. Add --reload to load the new one; tables and candles hold each trade"
                    + " once by its id");
        }
    }
}
