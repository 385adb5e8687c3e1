package io.tickhouse.ingest.bulk.command;

import io.tickhouse.ingest.bulk.plan.Estimate;
import io.tickhouse.ingest.bulk.setup.Workshop;
import io.tickhouse.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** Whether what a job needs fits on the disks, as far as they can be asked: the work folder's and the brokers'. */
final class Room {
    private final Workshop workshop;
    private final Estimate estimate;
    private final Path work;

    Room(Workshop workshop, Estimate estimate, Path work) {
        this.workshop = workshop;
        this.estimate = estimate;
        this.work = work;
    }

    /** A line for each disk that is too small. */
    List<String> problems() throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        long here = Files.getFileStore(existing(work.toAbsolutePath())).getUsableSpace();
        long needed = estimate.workBytes(
                workshop.config().fetchParallel(), workshop.config().keepFiles());
        if (needed > here) {
            problems.add("the work folder " + work + " needs about " + Texts.bytes(needed)
                    + " for fetched files, found " + Texts.bytes(here) + " free");
        }
        OptionalLong brokers = brokers();
        long copies = estimate.topicBytes() * Topic.REPLICATION;
        long inTopics = brokersCount() > 1 ? copies : estimate.topicBytes();
        if (brokers.isPresent() && inTopics > brokers.getAsLong()) {
            problems.add(
                    "the history topics need about " + Texts.bytes(inTopics) + " (less what expires meanwhile), found "
                            + Texts.bytes(brokers.getAsLong()) + " free on the brokers");
        }
        return problems;
    }

    /** The folder itself, or the nearest above it that there is. */
    private static Path existing(Path folder) {
        Path parent = folder.getParent();
        return Files.exists(folder) || parent == null ? folder : existing(parent);
    }

    private int brokersCount() throws InterruptedException {
        try (Admin admin = workshop.context().kafka().admin()) {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the Kafka brokers cannot be asked who they are: " + e.getCause(), e);
        }
    }

    /** Bytes free on all brokers' disks; empty where they do not say. */
    private OptionalLong brokers() throws InterruptedException {
        try (Admin admin = workshop.context().kafka().admin()) {
            List<Integer> ids =
                    admin.describeCluster().nodes().get().stream().map(Node::id).toList();
            return admin.describeLogDirs(ids).allDescriptions().get().values().stream()
                    .flatMap(dirs -> dirs.values().stream())
                    .map(LogDirDescription::usableBytes)
                    .filter(OptionalLong::isPresent)
                    .mapToLong(OptionalLong::getAsLong)
                    .boxed()
                    .reduce(Long::sum)
                    .map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } catch (ExecutionException e) {
            // not every cluster lets its users look at disks
            return OptionalLong.empty();
        }
    }
}
