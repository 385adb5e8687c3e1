package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.Counter;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a record that cannot be read to the dead letters, with its bytes, in the same transaction, and goes on. When the
 * registry cannot be asked the record may be good: then the service stops instead.
 */
public final class UnreadableRecordHandler implements DeserializationExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecordHandler.class);
    private static final int FIRST_SERVER_ERROR = 500;

    private @Nullable Counter unreadable;

    @Override
    public void configure(Map<String, ?> settings) {
        unreadable = UnusableRecords.counter(
                settings,
                "tickhouse.streams.unreadable",
                "Records that could not be read and went to the dead letters");
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception error) {
        String key = UnusableRecords.origin(context);
        if (registryIsAway(error)) {
            LOG.atError()
                    .setCause(error)
                    .addKeyValue("origin", key)
                    .log("the schema registry cannot be asked; the record is read again after a restart");
            return Response.fail();
        }
        Objects.requireNonNull(unreadable, "configure comes first").increment();
        LOG.atWarn()
                .addKeyValue("origin", key)
                .addKeyValue("error", error.getMessage())
                .log("a record cannot be read; it is in the dead letters");
        return Response.resume(List.of(
                UnusableRecords.letter(context, record.key(), record.value(), String.valueOf(error.getMessage()))));
    }

    private static boolean registryIsAway(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException rest) {
                return rest.getStatus() >= FIRST_SERVER_ERROR;
            }
            if (cause instanceof IOException && !(cause instanceof EOFException)) {
                return true;
            }
        }
        return false;
    }
}
