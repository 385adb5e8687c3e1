package io.tickhouse.launcher.stack;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.local.Endpoints;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.provision.ProvisioningException;
import io.tickhouse.schemas.provision.SchemaProvisioner;
import io.tickhouse.schemas.provision.TopicProvisioner;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Starts the local stack as a child process and makes it ready for use: topics created, schemas registered. */
public final class LocalStackProcess {
    /** Partitions of the market topics on a local stack: enough to share work, few enough for one machine. */
    public static final int PARTITIONS = 4;

    static final String ENDPOINTS_FILE = "endpoints.properties";

    private final Workspace workspace;
    private final Program program;
    private final Path home;

    /**
     * A stack to be started.
     *
     * @param program {@link Program#STACK} or {@link Program#DEMO_STACK}
     * @param home folder for the stack's data, logs and endpoints
     */
    public LocalStackProcess(Workspace workspace, Program program, Path home) {
        this.workspace = workspace;
        this.program = program;
        this.home = home;
    }

    /**
     * A stack that was started and answers.
     *
     * @param process its process, of which everything else of the stack is a child
     * @param endpoints where it answers
     */
    public record Started(Child process, Endpoints endpoints) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    /**
     * Starts the stack and waits until it answers.
     *
     * @param arguments options for the stack's own command line, such as ports
     * @throws LauncherException if it does not come up
     */
    public Started start(List<String> arguments) throws IOException, InterruptedException {
        Files.createDirectories(home);
        Path log = home.resolve("stack-start.log");
        Files.deleteIfExists(log);
        List<String> line = new ArrayList<>(List.of(
                "--data",
                home.toString(),
                "--endpoints",
                home.resolve(ENDPOINTS_FILE).toString()));
        line.addAll(arguments);
        Child child = Child.inBackground(workspace, program, line, Map.of(), log, true);
        for (String said = child.output().readLine();
                said != null;
                said = child.output().readLine()) {
            if (said.startsWith("READY")) {
                return new Started(child, Endpoints.read(home.resolve(ENDPOINTS_FILE)));
            }
            System.err.println(said);
        }
        int code = child.await();
        throw new LauncherException("the local stack did not start (exit code " + code + "): "
                + Files.readString(log).strip() + "\nMore is in "
                + workspace.root().relativize(home) + "/");
    }

    /** Creates the catalogue's topics and registers its schemas; what is there already stays. */
    public static void provision(Endpoints endpoints) {
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> topics = CompletableFuture.runAsync(() -> provisionTopics(endpoints), both);
            CompletableFuture<Void> schemas = CompletableFuture.runAsync(() -> provisionSchemas(endpoints), both);
            CompletableFuture.allOf(topics, schemas).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProvisioningException expected ? expected : e;
        }
    }

    private static void provisionTopics(Endpoints endpoints) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, endpoints.kafkaBootstrap()))) {
            new TopicProvisioner(admin, PARTITIONS, 1, 1).provision(Topics.all());
        }
    }

    private static void provisionSchemas(Endpoints endpoints) {
        try (SchemaRegistryClient registry = SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of())) {
            new SchemaProvisioner(registry).provision(Topics.all());
        } catch (IOException e) {
            throw new ProvisioningException("cannot close the registry's client: " + e, e);
        }
    }
}
