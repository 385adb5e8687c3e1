package io.tickhouse.ingest.ws;

import io.tickhouse.local.Endpoints;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A capture of one symbol's trades, for measurements. */
public final class MeasuredCapture implements AutoCloseable {
    private static final String SYMBOL = "MEASURED";

    private final TestMarket market;
    private final RunningCapture capture;

    public MeasuredCapture(Endpoints stack, TestVenue venue) throws IOException {
        RunningCapture.provision(stack);
        market = new TestMarket(venue);
        capture = IngestWsTest.capture(stack, venue, market, "ws.symbols=" + SYMBOL);
    }

    /** A trade of an id. */
    public static String frame(long id) {
        return TestMarket.tradeFrame(SYMBOL, id);
    }

    /** Waits until so many trades were published. */
    public void await(long trades) throws InterruptedException {
        while (capture.row(SYMBOL, "trades").published() < trades) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    public long lost() {
        return capture.row(SYMBOL, "trades").lost();
    }

    public String latencies() {
        return "receipt to acknowledgement p50 " + capture.view().p50Micros() + " µs, p99 "
                + capture.view().p99Micros() + " µs";
    }

    @Override
    public void close() {
        capture.close();
        market.close();
    }
}
