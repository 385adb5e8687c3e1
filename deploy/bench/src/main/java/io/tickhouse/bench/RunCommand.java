package io.tickhouse.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.report.Table;
import io.tickhouse.launcher.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickhouse bench run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs benchmarks one after the other; prints a table and writes it, and the figures as JSON, to"
                + " target/bench.")
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "What to run; everything without a name.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--quick", description = "Small amounts, one run: a look, not a figure to quote.")
    private boolean quick;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each side; 3 by default, 1 with --quick.")
    private @Nullable Integer runs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the data; ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Workspace workspace = Workspace.current();
        Path folder = Files.createDirectories(workspace.root().resolve("target/bench"));
        int times = runs == null ? (quick ? 1 : 3) : runs;
        Trial trial = new Trial(workspace, folder, quick, times, seed, System.out);
        List<Result> results = new ArrayList<>();
        for (Benchmark benchmark : chosen()) {
            trial.say("%s: %s", benchmark.name(), benchmark.description());
            results.addAll(benchmark.run(trial));
        }
        String table = Table.of(results);
        trial.say("%n%s", table);
        write(folder, results, table);
        return 0;
    }

    private static void write(Path folder, List<Result> results, String table) throws IOException {
        Files.writeString(folder.resolve("results.md"), table);
        Files.writeString(
                folder.resolve("results.json"),
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(results));
    }

    private List<Benchmark> chosen() {
        List<String> known = Bench.ALL.stream().map(Benchmark::name).toList();
        for (String name : names) {
            if (!known.contains(name) && spec != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "expected benchmarks of " + String.join(", ", known) + ", found '" + name + "'");
            }
        }
        return Bench.ALL.stream()
                .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
                .collect(Collectors.toList());
    }
}
