package io.tickhouse.bench;

import java.io.PrintStream;
import picocli.CommandLine.Command;

/** {@code tickhouse bench list}. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "The benchmarks and what each compares.")
final class ListCommand implements Runnable {
    @Override
    public void run() {
        PrintStream out = System.out;
        for (Benchmark benchmark : Bench.ALL) {
            out.printf("%-10s %s%n", benchmark.name(), benchmark.description());
        }
    }
}
