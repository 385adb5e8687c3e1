package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkout is found by property, by variable, or from where the code lies. */
class ProjectRootTest {
    @TempDir
    private Path folder = Path.of(".");

    private Path checkout = Path.of(".");

    @BeforeEach
    void makeACheckout() throws Exception {
        checkout = folder.resolve("checkout");
        Files.createDirectories(checkout.resolve("deploy/local/target"));
        Files.createFile(checkout.resolve("deploy/local/pom.xml"));
    }

    @Test
    void thePropertyWinsOverTheVariable() {
        assertThat(ProjectRoot.find(checkout.toString(), "/elsewhere", folder)).isEqualTo(checkout);
    }

    @Test
    void theVariableWinsOverThePlaceOfTheCode() {
        assertThat(ProjectRoot.find(null, checkout.toString(), folder)).isEqualTo(checkout);
    }

    @Test
    void theSearchGoesUpwardsFromTheJar() {
        Path jar = checkout.resolve("deploy/local/target/local.jar");
        assertThat(ProjectRoot.find(null, null, jar)).isEqualTo(checkout);
    }

    @Test
    void aGivenFolderThatIsNoCheckoutIsAnErrorThatNamesItsSource() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> ProjectRoot.find(null, folder.toString(), checkout))
                .withMessageContaining(folder.toString())
                .withMessageContaining("TICKHOUSE_ROOT");
    }

    @Test
    void noCheckoutAboveTheCodeIsAnErrorThatSaysWhatToSet() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> ProjectRoot.find(null, null, Path.of("/")))
                .withMessageContaining("set TICKHOUSE_ROOT");
    }
}
