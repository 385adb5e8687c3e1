package io.tickhouse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    /** What databases out there were made by, in order. A line may be added, none may change: the sink refuses such a database. */
    private static final List<String> PUBLISHED = List.of(
            "b0dc64e0f2bd35f30f2fce5f7451b7098861a220326ebae82a5519ff60f93a47",
            "58638aa0021b29b5a5e8993aab61b048558febfdc042c793aa5962b70138876a",
            "f79b24778071a516d6f238efe6acf52c48911fabd37054db12ca7018a92cea18",
            "715b0aa1ff6f19977806bcd3d0a35ff6edc779a730869f1aed1874c241b173e3",
            "aa219f866ca1e1ee7d591748c78926c65a6651b32c77a95e3da1b20e4b5f540d",
            "068145a5b4f33615c249682ea9f66be01938b08d3a262d319b0774b68a1e2ac2",
            "24cc7275218e0b81b0bb9c8493a3425aaf26d86b6c001b1e628d22e15ce6bf14",
            "421f72ec522b0a95b4a29fb5e6660f553743d7cb49412d4b5d11dd13848d7110",
            "9f8639bf34c7c2744b3b8479ca75c8fedb9497afc43297c6b0caf9e093886e82");

    @Test
    void aPublishedMigrationNeverChanges() {
        assertThat(Migrations.all().stream().map(Migration::checksum))
                .as("to change what is published, add a migration and its checksum here")
                .containsExactlyElementsOf(PUBLISHED);
    }

    @Test
    void migrationsAreNumberedWithoutHoles() {
        assertThat(Migrations.all().stream().map(Migration::version))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, PUBLISHED.size()).boxed().toList());
    }
}
