package io.tickhouse.sink.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.local.LocalStack;
import io.tickhouse.local.StackOptions;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.TopicProvisioner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker that allows everything but what it is told to deny. */
class KafkaGrantsTest {
    private static final String GROUP = "sink-of-the-test";

    @Test
    void eachOperationThatTheBrokerDeniesIsNamed(@TempDir Path folder) throws Exception {
        StackOptions options = StackOptions.in(folder)
                .withBroker(Map.of(
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found", "true"));
        try (LocalStack stack = LocalStack.start(options);
                Admin admin = Admin.create(
                        Map.of("bootstrap.servers", stack.endpoints().kafkaBootstrap()))) {
            new TopicProvisioner(admin, 1, 1, 1).provision(List.of(Topics.TRADES, Topics.GAPS, Topics.DEAD_LETTERS));
            List<String> topics = List.of(Topics.TRADES.name(), Topics.GAPS.name(), Topics.DEAD_LETTERS.name());
            KafkaGrants grants = new KafkaGrants(admin, GROUP);
            assertThat(grants.missing(topics)).as("before anything is denied").isEmpty();

            List<AclBinding> denials = new ArrayList<>();
            denials.add(denial(ResourceType.TOPIC, Topics.TRADES.name(), PatternType.LITERAL, AclOperation.READ));
            denials.add(
                    denial(ResourceType.TOPIC, Topics.DEAD_LETTERS.name(), PatternType.LITERAL, AclOperation.WRITE));
            denials.add(denial(ResourceType.GROUP, GROUP, PatternType.LITERAL, AclOperation.READ));
            denials.add(denial(
                    ResourceType.TRANSACTIONAL_ID,
                    GROUP + "-dead-letters-",
                    PatternType.PREFIXED,
                    AclOperation.DESCRIBE));
            admin.createAcls(denials).all().get(20, TimeUnit.SECONDS);

            assertThat(grants.missing(topics))
                    .containsExactly(
                            "READ on topic " + Topics.TRADES.name(),
                            // with rules of its own a topic is no longer open to everyone
                            "READ on topic " + Topics.DEAD_LETTERS.name(),
                            "WRITE on topic " + Topics.DEAD_LETTERS.name(),
                            "READ on group " + GROUP,
                            "WRITE on transactional ids with the prefix " + GROUP + "-dead-letters-");
        }
    }

    private static AclBinding denial(ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY));
    }
}
