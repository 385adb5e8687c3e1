package io.tickhouse.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of the one broker: a single node on loopback, small in memory, strict about topics. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final Map<String, String> SINGLE_NODE = Map.of(
            "process.roles", "broker,controller",
            "node.id", Integer.toString(NODE_ID),
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "PLAINTEXT",
            "controller.listener.names", CONTROLLER,
            "default.replication.factor", "1",
            "min.insync.replicas", "1",
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0");

    private static final Map<String, String> INTERNAL_TOPICS = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "1");

    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "4",
            "background.threads", "2",
            "log.preallocate", "false",
            "log.segment.bytes", Integer.toString(256 * 1024 * 1024),
            "log.index.size.max.bytes", Integer.toString(2 * 1024 * 1024),
            "log.cleaner.threads", "1",
            "log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));

    private BrokerSettings() {}

    static Map<String, String> with(Path folder, int port, int controllerPort, Map<String, String> overrides) {
        String broker = "PLAINTEXT://" + Ports.HOST + ":" + port;
        String controller = Ports.HOST + ":" + controllerPort;
        Map<String, String> settings = new HashMap<>();
        settings.putAll(SINGLE_NODE);
        settings.putAll(INTERNAL_TOPICS);
        settings.putAll(SMALL);
        settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.put("listeners", broker + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", broker);
        settings.put("log.dirs", folder.toString());
        settings.putAll(overrides);
        return Map.copyOf(settings);
    }
}
