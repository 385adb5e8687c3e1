package io.tickhouse.sink.clickhouse.deadletter;

/** What lies behind a client's exception. */
final class Failures {
    private Failures() {}

    static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
