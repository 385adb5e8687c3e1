package io.tickhouse.launcher.process;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the house: the jar it is started from and the memory it is given. */
public enum Program {
    STACK("deploy/local", "local", 512, false),
    /** The stack of a demo, which lives for a minute: compiling for peak speed would cost more than it gives. */
    DEMO_STACK("deploy/local", "local", 512, true),
    SIMULATOR("deploy/simulator", "simulator", 512, false),
    /** Half of its heap is for records on their way, in large pages where the system has them: fewer look-ups of addresses. */
    INGEST_BULK(
            "ingest-bulk", "ingest-bulk", 256, false, "-Xmn128m", "-XX:+UseTransparentHugePages", "-Xlog:pagesize=off"),
    /** Nearly all that a capture allocates dies with its message: a large young generation is collected less often. */
    INGEST_WS("ingest-ws", "ingest-ws", 512, false, "-Xmn200m"),
    STREAMS("streams-aggregator", "streams-aggregator", 512, false),
    SINK("sink-clickhouse", "sink-clickhouse", 256, false),
    BENCH("deploy/bench", "bench", 4096, false);

    private static final List<String> JVM_FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Xshare:auto");

    private final String module;
    private final String title;
    private final int heapMegabytes;
    private final boolean shortLived;
    private final List<String> flags;

    Program(String module, String title, int heapMegabytes, boolean shortLived, String... flags) {
        this.module = module;
        this.title = title;
        this.heapMegabytes = heapMegabytes;
        this.shortLived = shortLived;
        this.flags = List.of(flags);
    }

    /** Its name in messages and log files. */
    public String title() {
        return title;
    }

    /** The command line that starts it. */
    List<String> commandLine(Workspace workspace, List<String> arguments) {
        Path target = workspace.root().resolve(module).resolve("target");
        Path jar = target.resolve(title + ".jar");
        if (!Files.exists(jar)) {
            throw new LauncherException(
                    "expected " + title + " in " + jar + ", found no such file; build it: ./tickhouse build");
        }
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JVM_FLAGS);
        // classes once loaded are mapped in at the next start; the JVM renews the archive when the jar has changed, and
        // what it says of that is nobody's concern
        line.addAll(List.of("-Xlog:cds*=off", "-Xlog:aot*=off"));
        line.add("-XX:+AutoCreateSharedArchive");
        line.add("-XX:SharedArchiveFile=" + target.resolve(title + ".jsa"));
        line.add("-Xmx" + heapMegabytes + "m");
        line.addAll(flags);
        if (shortLived) {
            line.add("-XX:TieredStopAtLevel=1");
        }
        line.add("-Dtickhouse.root=" + workspace.root());
        line.add("-Djava.io.tmpdir=" + target.resolve("tmp"));
        line.add("-jar");
        line.add(jar.toString());
        line.addAll(arguments);
        return line;
    }
}
