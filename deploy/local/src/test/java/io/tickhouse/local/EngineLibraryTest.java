package io.tickhouse.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the engine is looked for, and what is said when it is not there. */
class EngineLibraryTest {
    private static final String INSTALL = """
        #!/bin/sh
        echo "$@" >> calls
        mkdir -p node_modules/@chdb/lib-linux-x64-gnu
        touch node_modules/@chdb/lib-linux-x64-gnu/libchdb.so node_modules/.package-lock.json
        """;

    @TempDir
    private Path folder = Path.of(".");

    private final ByteArrayOutputStream notices = new ByteArrayOutputStream();

    @Test
    void theVariableNamesTheLibrary() throws Exception {
        Path library = Files.createFile(folder.resolve("mine.so"));
        assertThat(locator(Map.of(EngineLibrary.VARIABLE, library.toString())).locate())
                .isEqualTo(library);
    }

    @Test
    void aVariableThatNamesNoFileIsAnErrorThatSaysSo() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> locator(Map.of(EngineLibrary.VARIABLE, "/nowhere/libchdb.so"))
                        .locate())
                .withMessage("TICKHOUSE_LIBCHDB names /nowhere/libchdb.so, but there is no such file:"
                        + " correct it or unset it.");
    }

    @Test
    void withoutNpmOneSentenceSaysWhatToDo() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> locator(Map.of("PATH", folder.toString())).locate())
                .withMessage("The ClickHouse engine is not installed and npm, which would fetch it, is not on the"
                        + " PATH: install Node.js with npm, or set TICKHOUSE_LIBCHDB to the path of a libchdb.so.");
    }

    @Test
    void twoWhoNeedTheEngineAtOnceFetchItOnceWithoutRunningScripts() throws Exception {
        Map<String, String> environment = npm(INSTALL);
        CompletableFuture<Path> other =
                CompletableFuture.supplyAsync(() -> locator(environment).locate());
        Path mine = locator(environment).locate();
        assertThat(other.get()).isEqualTo(mine).exists();
        assertThat(Files.readAllLines(folder.resolve("calls")))
                .singleElement()
                .asString()
                .startsWith("ci --ignore-scripts");
        assertThat(notices.toString(StandardCharsets.UTF_8)).containsOnlyOnce("Fetching the ClickHouse engine");
    }

    @Test
    void anInstallThatWasBrokenOffIsDoneAgain() throws Exception {
        Path half = folder.resolve("node_modules/@chdb/lib-linux-x64-gnu/libchdb.so");
        Files.createDirectories(half.resolveSibling("."));
        Files.createFile(half);
        assertThat(locator(npm(INSTALL)).locate()).isEqualTo(half);
        assertThat(folder.resolve("calls")).exists();
    }

    @Test
    void whatNpmSaysWhenItFailsIsPassedOn() throws Exception {
        Map<String, String> environment = npm("#!/bin/sh\necho integrity checksum failed >&2\nexit 7\n");
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> locator(environment).locate())
                .withMessageContaining("exit code 7")
                .withMessageEndingWith("integrity checksum failed");
    }

    private EngineLibrary locator(Map<String, String> environment) {
        return new EngineLibrary(
                environment,
                folder,
                folder.resolve("npm.lock"),
                new PrintStream(notices, true, StandardCharsets.UTF_8));
    }

    /** An npm of this test's own, first on the path. */
    private Map<String, String> npm(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path npm = Files.writeString(bin.resolve("npm"), script);
        Files.setPosixFilePermissions(npm, PosixFilePermissions.fromString("rwx------"));
        return Map.of("PATH", bin + ":/usr/bin:/bin");
    }
}
