package io.tickhouse.streams;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.schemas.Topics;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
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
    /** Setting under which the {@link MeterRegistry} is handed over. */
    static final String METRICS = "tickhouse.metrics";

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecordHandler.class);
    private static final int FIRST_SERVER_ERROR = 500;

    private @Nullable Counter unreadable;

    @Override
    public void configure(Map<String, ?> settings) {
        unreadable = Counter.builder("tickhouse.streams.unreadable")
                .description("Records that could not be read and went to the dead letters")
                .register((MeterRegistry) Objects.requireNonNull(settings.get(METRICS), METRICS));
    }

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception error) {
        String key = DeadLetters.key(record.topic(), record.partition(), record.offset());
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
        return Response.resume(List.of(new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(),
                null,
                System.currentTimeMillis(),
                key.getBytes(StandardCharsets.UTF_8),
                record.value(),
                DeadLetters.headers(
                        record.topic(), record.partition(), record.offset(), String.valueOf(error.getMessage())))));
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
