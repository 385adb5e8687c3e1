package io.tickhouse.sink.clickhouse;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.Topics;
import io.tickhouse.sink.clickhouse.map.Mappers;
import io.tickhouse.sink.clickhouse.map.RegistryUnavailableException;
import io.tickhouse.sink.clickhouse.map.TableMismatchException;
import io.tickhouse.sink.clickhouse.map.TableShape;
import io.tickhouse.sink.clickhouse.map.UnmappableException;
import io.tickhouse.sink.clickhouse.write.ClickHouse;
import io.tickhouse.sink.clickhouse.write.Grants;
import io.tickhouse.sink.clickhouse.write.InsertRules;
import io.tickhouse.sink.clickhouse.write.MigrationException;
import io.tickhouse.sink.clickhouse.write.MigrationRunner;
import io.tickhouse.sink.clickhouse.write.StoreException;
import io.tickhouse.sink.clickhouse.write.TableShapes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Looks at everything the sink needs, consumes nothing and changes nothing; tells all problems at once. */
final class Check {
    private static final int TIMEOUT_S = 15;

    private final Admin admin;
    private final KafkaGrants grants;
    private final SchemaRegistryClient registry;
    private final ClickHouse clickhouse;
    private final MigrationRunner migrations;
    private final List<String> problems = new ArrayList<>();

    Check(Admin admin, String group, SchemaRegistryClient registry, ClickHouse clickhouse, MigrationRunner migrations) {
        this.admin = admin;
        this.grants = new KafkaGrants(admin, group);
        this.registry = registry;
        this.clickhouse = clickhouse;
        this.migrations = migrations;
    }

    /** @throws SinkException naming everything that is not in order */
    void run(List<Topic<?>> topics) throws InterruptedException {
        kafka(topics);
        registry(topics);
        clickhouse(topics);
        if (!problems.isEmpty()) {
            throw new SinkException("not in order:\n  - " + String.join("\n  - ", problems));
        }
    }

    private void kafka(List<Topic<?>> topics) throws InterruptedException {
        try {
            Set<String> existing = admin.listTopics().names().get(TIMEOUT_S, TimeUnit.SECONDS);
            List<String> needed = new ArrayList<>();
            topics.forEach(topic -> needed.add(topic.name()));
            needed.add(Topics.DEAD_LETTERS.name());
            List<String> missing = new ArrayList<>(needed);
            missing.removeAll(existing);
            if (!missing.isEmpty()) {
                problems.add("Kafka: topics missing: " + String.join(", ", missing)
                        + "; create the catalogue: ./tickhouse topics --create");
            }
            needed.retainAll(existing);
            grants.missing(needed).forEach(grant -> problems.add("Kafka: the user lacks: " + grant));
        } catch (ExecutionException | TimeoutException e) {
            problems.add("Kafka: cannot be asked: " + (e.getCause() == null ? e : e.getCause()));
        }
    }

    private void registry(List<Topic<?>> topics) {
        try {
            List<String> missing = new ArrayList<>();
            topics.forEach(topic -> missing.add(topic.subject()));
            missing.removeAll(registry.getAllSubjects());
            if (!missing.isEmpty()) {
                problems.add("schema registry: subjects missing: " + String.join(", ", missing)
                        + "; register the catalogue: ./tickhouse topics --create");
            }
        } catch (IOException | RestClientException e) {
            problems.add("schema registry: cannot list subjects: " + e);
        }
    }

    private void clickhouse(List<Topic<?>> topics) {
        try {
            new Grants(clickhouse)
                    .missing()
                    .forEach(grant -> problems.add("ClickHouse: the user lacks: GRANT " + grant));
            insertSettings();
            if (migrations.pending().isEmpty()) {
                tables(topics);
            }
        } catch (StoreException | MigrationException e) {
            problems.add("ClickHouse: " + e.getMessage());
        }
    }

    private void insertSettings() {
        try {
            new InsertRules(clickhouse).tryOut();
        } catch (StoreException e) {
            problems.add("ClickHouse: refuses settings that exactly-once rests on: " + e.getMessage());
        }
    }

    /** Whether every table can take what its topic's newest schema writes, and remembers enough inserts to drop repeats. */
    private void tables(List<Topic<?>> topics) throws StoreException {
        Map<String, TableShape> tables = new TableShapes(clickhouse).read();
        for (Topic<?> topic : topics) {
            TableShape table = tables.get(topic.table().orElseThrow());
            if (table == null) {
                problems.add("ClickHouse: no table market_store."
                        + topic.table().orElseThrow() + " for topic " + topic.name() + ": restore it");
                continue;
            }
            try {
                new Mappers(topic, table, registry).ofNewest();
            } catch (TableMismatchException | UnmappableException | RegistryUnavailableException e) {
                problems.add("ClickHouse: " + e.getMessage());
            }
        }
        problems.addAll(new InsertRules(clickhouse).tablesThatForget());
    }
}
