package io.tickhouse.sink.clickhouse.map;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * Writer schemas by id, asked of the registry so that poison cannot hammer it. An id it does not know is asked again only
 * after a minute, since a schema may be registered late. Of different unknown ids {@value #BURST} are asked at once and then
 * {@value #PER_SECOND} a second; beyond that, an id counts as unknown when it is none of the subject's, whose list is read at
 * most once a second. A registry that knows no schema of the subject at all has lost its data or is the wrong one: then
 * records wait instead of being refused. Not thread-safe.
 */
final class WriterSchemas {
    static final int BURST = 100;
    static final int PER_SECOND = 10;
    private static final int MOST_REMEMBERED = 10_000;
    private static final long UNKNOWN_FOR = Duration.ofMinutes(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int SUBJECT_NOT_FOUND = 40401;

    private final SchemaRegistryClient registry;
    private final String subject;
    private final LongSupplier clock;
    private final Map<Integer, Long> unknown = new LinkedHashMap<>();
    private final Map<Integer, Integer> idsByVersion = new LinkedHashMap<>();
    private long listedAt;
    private double questions = BURST;
    private long countedAt;

    /**
     * @param subject where the topic's own schemas are registered
     * @param clock nanoseconds of a steady clock
     */
    WriterSchemas(SchemaRegistryClient registry, String subject, LongSupplier clock) {
        this.registry = registry;
        this.subject = subject;
        this.clock = clock;
        this.listedAt = clock.getAsLong() - SECOND;
        this.countedAt = clock.getAsLong();
    }

    /**
     * The schema.
     *
     * @throws UnmappableException if the registry does not know it, or it is not Avro
     * @throws RegistryUnavailableException if the registry cannot say
     */
    Schema byId(int id) {
        long now = clock.getAsLong();
        Long since = unknown.get(id);
        if (since != null && now - since < UNKNOWN_FOR) {
            throw unknown(id);
        }
        if (!mayAsk(now)) {
            list(now);
            if (!idsByVersion.containsValue(id)) {
                throw unknown(id);
            }
        }
        try {
            if (registry.getSchemaById(id) instanceof AvroSchema avro) {
                questions = Math.min(BURST, questions + 1); // only what is unknown counts
                return avro.rawSchema();
            }
            throw new UnmappableException("schema " + id + " in the registry is not an Avro schema");
        } catch (RestClientException e) {
            if (e.getErrorCode() != SCHEMA_NOT_FOUND) {
                throw unavailable("refused schema " + id, e);
            }
            list(now);
            remember(id, now);
            throw unknown(id);
        } catch (IOException e) {
            throw unavailable("cannot be asked for schema " + id, e);
        }
    }

    /**
     * The id of the schema registered last under the subject.
     *
     * @throws UnmappableException if there is none
     * @throws RegistryUnavailableException if the registry cannot say
     */
    int newestId() {
        try {
            return registry.getLatestSchemaMetadata(subject).getId();
        } catch (RestClientException e) {
            throw new UnmappableException("no schema under subject " + subject + ": " + e.getMessage());
        } catch (IOException e) {
            throw unavailable("cannot be asked for the newest schema of " + subject, e);
        }
    }

    private static UnmappableException unknown(int id) {
        return new UnmappableException("the registry knows no schema " + id);
    }

    private boolean mayAsk(long now) {
        questions = Math.min(BURST, questions + (double) (now - countedAt) * PER_SECOND / SECOND);
        countedAt = now;
        if (questions < 1) {
            return false;
        }
        questions--;
        return true;
    }

    private void remember(int id, long now) {
        unknown.remove(id); // to the young end
        unknown.put(id, now);
        if (unknown.size() > MOST_REMEMBERED) {
            unknown.remove(unknown.keySet().iterator().next());
        }
    }

    /** Reads which ids the subject has, at most once a second. */
    private void list(long now) {
        if (now - listedAt >= SECOND) {
            try {
                Set<Integer> versions = new HashSet<>(registry.getAllVersions(subject));
                idsByVersion.keySet().retainAll(versions);
                for (int version : versions) {
                    if (!idsByVersion.containsKey(version)) {
                        idsByVersion.put(
                                version,
                                registry.getSchemaMetadata(subject, version).getId());
                    }
                }
            } catch (RestClientException e) {
                if (e.getErrorCode() != SUBJECT_NOT_FOUND) {
                    throw unavailable("cannot list subject " + subject, e);
                }
                idsByVersion.clear();
            } catch (IOException e) {
                throw unavailable("cannot be asked for subject " + subject, e);
            }
            listedAt = now;
        }
        if (idsByVersion.isEmpty()) {
            throw new RegistryUnavailableException(
                    "the registry knows no schema of subject " + subject + ": it has lost its data, or is not the one"
                            + " the records were written with; restore it, or register the catalogue:"
                            + " ./tickhouse topics --create",
                    null);
        }
    }

    private static RegistryUnavailableException unavailable(String what, Exception e) {
        return new RegistryUnavailableException("the registry " + what + ": " + e, e);
    }
}
