package io.tickhouse.ingest.bulk.publish;

import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What a failure of the Kafka client means for a load. */
final class BrokerFailure {
    private static final List<Class<? extends KafkaException>> FINAL = List.of(
            AuthenticationException.class,
            AuthorizationException.class,
            ConfigException.class,
            InvalidTopicException.class,
            RecordTooLargeException.class,
            SerializationException.class,
            UnsupportedVersionException.class);

    private BrokerFailure() {}

    /** True when another producer with the same transactional id has come up. */
    static boolean isFencing(Throwable failure) {
        return hasCause(failure, List.of(ProducerFencedException.class, InvalidProducerEpochException.class));
    }

    /** True when trying again cannot help. */
    static boolean isFinal(Throwable failure) {
        return hasCause(failure, FINAL);
    }

    /** The innermost cause, which says more than what it is wrapped in. */
    static String describe(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    private static boolean hasCause(Throwable failure, List<? extends Class<? extends Throwable>> kinds) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable one = cause;
            if (kinds.stream().anyMatch(kind -> kind.isInstance(one))) {
                return true;
            }
        }
        return false;
    }
}
