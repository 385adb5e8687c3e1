package io.tickhouse.local;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** Finds the ClickHouse engine, libchdb.so, and fetches it with npm when it is not there yet. */
public final class EngineLibrary {
    /** The environment variable that names a libchdb.so to use instead of npm's. */
    public static final String VARIABLE = "TICKHOUSE_LIBCHDB";

    /** A file lock is held by the whole process, so the threads of one process need a lock of their own. */
    private static final ReentrantLock FETCHING = new ReentrantLock();

    private static final Path INSTALLED = Path.of("node_modules", "@chdb", "lib-linux-x64-gnu", "libchdb.so");
    /** npm writes this file last, so a broken-off install is seen. */
    private static final Path COMPLETE = Path.of("node_modules", ".package-lock.json");

    private final Map<String, String> environment;
    private final Path folder;
    private final Path lock;
    private final PrintStream notices;

    /**
     * @param environment the environment variables, read for {@value #VARIABLE} and PATH
     * @param folder the folder with package.json and package-lock.json
     * @param lock the file by which only one process fetches at a time
     * @param notices where the one line goes that says what is fetched
     */
    EngineLibrary(Map<String, String> environment, Path folder, Path lock, PrintStream notices) {
        this.environment = environment;
        this.folder = folder;
        this.lock = lock;
        this.notices = notices;
    }

    /** The locator for this process and the checkout it was built in. */
    static EngineLibrary of(Path root) {
        Path module = root.resolve("deploy").resolve("local");
        return new EngineLibrary(
                System.getenv(), module.resolve("clickhouse"), module.resolve("target/npm.lock"), System.err);
    }

    /** The library's path; without it a {@link StackException} says what to do. */
    public Path locate() {
        String given = environment.get(VARIABLE);
        if (given != null && !given.isBlank()) {
            Path file = Path.of(given).toAbsolutePath();
            if (!Files.isRegularFile(file)) {
                throw new StackException(
                        VARIABLE + " names " + given + ", but there is no such file: correct it or unset it.");
            }
            return file;
        }
        if (!installed()) {
            fetch(npm());
        }
        return folder.resolve(INSTALLED);
    }

    private boolean installed() {
        return Files.isRegularFile(folder.resolve(INSTALLED)) && Files.exists(folder.resolve(COMPLETE));
    }

    private Path npm() {
        Optional<Path> npm = Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry).resolve("npm"))
                .filter(Files::isExecutable)
                .findFirst();
        return npm.orElseThrow(() -> new StackException("The ClickHouse engine is not installed and npm, which would"
                + " fetch it, is not on the PATH: install Node.js with npm, or set " + VARIABLE
                + " to the path of a libchdb.so."));
    }

    @SuppressWarnings("try") // the lock is held, not used
    private void fetch(Path npm) {
        FETCHING.lock();
        try (FolderLock held = FolderLock.take(lock)) {
            if (installed()) {
                return;
            }
            notices.println("Fetching the ClickHouse engine, once, about 180 MB (npm ci in " + folder + ") …");
            run(npm);
            if (!installed()) {
                throw new StackException("npm ci ended well, but left no " + folder.resolve(INSTALLED)
                        + ": this platform may not be Linux on x86-64 with glibc; set " + VARIABLE
                        + " to the path of a libchdb.so for it.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The ClickHouse engine could not be fetched into " + folder, e);
        } finally {
            FETCHING.unlock();
        }
    }

    private void run(Path npm) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                        npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        command.environment().putAll(environment);
        Process process = command.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new StackException("npm ci in " + folder + " ended with exit code " + process.exitValue()
                        + ", so there is no ClickHouse engine; set " + VARIABLE
                        + " to the path of a libchdb.so, or make npm work. It said:\n" + output.strip());
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while npm fetched the ClickHouse engine.", e);
        }
    }
}
