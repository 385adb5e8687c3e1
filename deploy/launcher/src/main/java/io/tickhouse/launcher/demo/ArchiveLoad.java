package io.tickhouse.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import io.tickhouse.local.Endpoints;
import io.tickhouse.market.Source;
import io.tickhouse.service.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs ingest-bulk over the demo's days and reads its report. */
final class ArchiveLoad {
    private final Workspace workspace;
    private final Endpoints endpoints;
    private final Plan plan;
    private final Path home;

    ArchiveLoad(Workspace workspace, Endpoints endpoints, Plan plan, Path home) {
        this.workspace = workspace;
        this.endpoints = endpoints;
        this.plan = plan;
        this.home = home;
    }

    /**
     * What a load did.
     *
     * @param rows rows in the files loaded, now or before
     * @param refused rows of those in the dead letters, now or before
     * @param publishedNow trades published by this load
     */
    record Report(long rows, long refused, long publishedNow) {
        static Report read(Path file) throws IOException {
            JsonNode totals = new ObjectMapper().readTree(file.toFile()).path("totals");
            return new Report(
                    totals.required("rows").asLong(),
                    totals.required("dead_letters").asLong(),
                    totals.required("published_now").asLong());
        }
    }

    /**
     * Loads the days; ingest-bulk shows its own progress.
     *
     * @throws LauncherException if it failed; it has said why
     */
    Report run(String archive, Source source) throws IOException, InterruptedException {
        Path report = home.resolve("load-report.json");
        Files.deleteIfExists(report);
        List<String> arguments = new ArrayList<>(List.of(
                "load",
                "--archive",
                archive,
                "--venue",
                plan.instrument().venue().name(),
                "--symbols",
                plan.instrument().symbol(),
                "--from",
                plan.from().toString(),
                "--to",
                plan.to().toString(),
                "--source",
                source.name(),
                "--work",
                home.resolve("downloads").toString(),
                "--report",
                report.toString()));
        Map<String, String> environment = new HashMap<>(endpoints.asEnvironment());
        environment.put("TICKHOUSE_LOG_LEVEL", System.getenv().getOrDefault("TICKHOUSE_LOG_LEVEL", "WARN"));
        int code = Child.inForeground(workspace, Program.INGEST_BULK, arguments, environment)
                .await();
        if (code != ExitCodes.OK && code != ExitCodes.REFUSED_RECORDS) {
            throw new LauncherException("the load failed (exit code " + code + "); what it said stands above");
        }
        return Report.read(report);
    }
}
