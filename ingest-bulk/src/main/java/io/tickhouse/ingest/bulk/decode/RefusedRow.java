package io.tickhouse.ingest.bulk.decode;

/** One row that is no record; the message says what was expected and found. The rest of the file is not in doubt. */
public final class RefusedRow extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedRow(String reason) {
        // rows are refused by the thousand in a bad file and nobody looks at where in our code
        super(reason, null, false, false);
    }
}
