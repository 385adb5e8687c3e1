package io.tickhouse.schemas.provision;

import io.tickhouse.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the catalogue's topics. Repeating it changes nothing; topics that exist are never altered. */
public final class TopicProvisioner {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Admin admin;
    private final int marketPartitions;
    private final short replication;
    private final int minInSyncReplicas;

    /**
     * @param marketPartitions partitions of every {@code market.*} topic, 1 or more
     * @param replication copies of each partition, at most the number of brokers
     * @param minInSyncReplicas copies that must acknowledge a write, at most {@code replication}
     */
    public TopicProvisioner(Admin admin, int marketPartitions, int replication, int minInSyncReplicas) {
        this.admin = admin;
        this.marketPartitions = marketPartitions;
        this.replication = (short) replication;
        this.minInSyncReplicas = minInSyncReplicas;
    }

    /**
     * Creates what is missing.
     *
     * @return the names of the topics created now
     * @throws ProvisioningException if the broker cannot be asked, a new topic does not become known, or the market topics differ in their partitions, since
     *     joins and the order of one instrument rely on it
     */
    public List<String> provision(Collection<Topic<?>> topics) {
        Set<String> existing = names();
        verifyPartitions(topics, existing);
        List<NewTopic> missing = topics.stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(this::wanted)
                .toList();
        List<String> created = new ArrayList<>();
        admin.createTopics(missing).values().forEach((name, creation) -> {
            if (isCreated(name, creation)) {
                created.add(name);
            }
        });
        awaitVisible(created);
        return created;
    }

    private Set<String> names() {
        return call(admin.listTopics().names()::get, "list topics");
    }

    /** A topic just created is not known to the brokers' metadata at once; whoever asks next should find it. */
    private void awaitVisible(List<String> created) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!names().containsAll(created)) {
            if (System.nanoTime() > deadline) {
                throw new ProvisioningException("expected the topics " + created + " to be known "
                        + PATIENCE.toSeconds() + " s after their creation, found " + names());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private NewTopic wanted(Topic<?> topic) {
        Map<String, String> config = topic.config();
        config.put("min.insync.replicas", Integer.toString(minInSyncReplicas));
        return new NewTopic(topic.name(), Optional.of(partitions(topic)), Optional.of(replication)).configs(config);
    }

    /** False when somebody else created it at the same moment. */
    private static boolean isCreated(String name, KafkaFuture<Void> creation) {
        try {
            creation.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new ProvisioningException("cannot create topic " + name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException("interrupted while creating topic " + name, e);
        }
    }

    private int partitions(Topic<?> topic) {
        return topic.isMarket() ? marketPartitions : topic.partitions();
    }

    private void verifyPartitions(Collection<Topic<?>> topics, Set<String> existing) {
        List<String> market = topics.stream()
                .filter(Topic::isMarket)
                .map(Topic::name)
                .filter(existing::contains)
                .toList();
        Map<String, TopicDescription> found =
                call(admin.describeTopics(market).allTopicNames()::get, "describe topics");
        found.forEach((name, description) -> {
            if (description.partitions().size() != marketPartitions) {
                throw new ProvisioningException(
                        "expected " + marketPartitions + " partitions in every market topic, found "
                                + description.partitions().size() + " in " + name
                                + ": the number is fixed for a major version; ask for that number, or start on an"
                                + " empty cluster");
            }
        });
    }

    private static <T> T call(Call<T> call, String what) {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw new ProvisioningException("cannot " + what + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisioningException("interrupted: " + what, e);
        }
    }

    private interface Call<T> {
        T get() throws ExecutionException, InterruptedException;
    }
}
