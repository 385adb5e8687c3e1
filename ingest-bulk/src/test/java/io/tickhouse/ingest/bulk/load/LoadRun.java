package io.tickhouse.ingest.bulk.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.service.ServiceRunner;
import io.tickhouse.service.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * One load run in this process as its command line would run it.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it printed on standard error
 * @param report its report; null node when it wrote none
 */
record LoadRun(int code, String out, String err, JsonNode report) {

    /** Runs {@code ingest-bulk load} with these arguments; report and work folder lie in {@code folder}. */
    static LoadRun of(Map<String, String> environment, Path folder, StopSignal stop, String... arguments)
            throws IOException {
        Path report = folder.resolve("report.json");
        Files.deleteIfExists(report);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--report", report.toString(), "--work", folder.resolve("work").toString()));
        LoadCommand command = new LoadCommand();
        new CommandLine(command).parseArgs(all.toArray(String[]::new));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        int code = new ServiceRunner(environment, outStream, errStream)
                .execute(new LoadService(command.request(), outStream, errStream), command.options(), stop);
        return new LoadRun(
                code,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                Files.exists(report) ? new ObjectMapper().readTree(report.toFile()) : new ObjectMapper().nullNode());
    }

    long total(String name) {
        return report.required("totals").required(name).asLong();
    }

    JsonNode file(int index) {
        return report.required("files").required(index);
    }
}
