package io.tickhouse.streams;

import io.micrometer.core.instrument.Counter;
import io.tickhouse.streams.candles.UncountedTradeException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a trade that could not be counted to the dead letters, with its bytes, in the same transaction, and goes on. Anything
 * else that goes wrong is an error of ours, after which the state cannot be trusted: the service stops and its transaction is
 * taken back.
 */
public final class UncountedTradeHandler implements ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UncountedTradeHandler.class);

    private @Nullable Counter uncounted;

    @Override
    public void configure(Map<String, ?> settings) {
        uncounted = UnusableRecords.counter(
                settings, "tickhouse.streams.uncounted", "Trades not in all their candles, in the dead letters");
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception error) {
        String origin = UnusableRecords.origin(context);
        if (!(error instanceof UncountedTradeException)) {
            LOG.atError()
                    .setCause(error)
                    .addKeyValue("origin", origin)
                    .log("a record could not be processed; the service stops and reads it again when it is started");
            return Response.fail();
        }
        Objects.requireNonNull(uncounted, "configure comes first").increment();
        LOG.atWarn()
                .addKeyValue("origin", origin)
                .addKeyValue("key", record.key())
                .addKeyValue("error", error.getMessage())
                .log("a trade is not in all its candles; it is in the dead letters");
        return Response.resume(List.of(UnusableRecords.letter(
                context, context.sourceRawKey(), context.sourceRawValue(), String.valueOf(error.getMessage()))));
    }
}
