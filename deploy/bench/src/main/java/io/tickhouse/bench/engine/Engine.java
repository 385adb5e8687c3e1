package io.tickhouse.bench.engine;

import io.tickhouse.bench.Trial;
import io.tickhouse.local.LocalStack;
import io.tickhouse.local.StackOptions;
import io.tickhouse.schemas.Migrations;
import io.tickhouse.sink.clickhouse.write.ClickHouse;
import io.tickhouse.sink.clickhouse.write.MigrationRunner;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A local stack in a folder of its own with the migrations applied; both are gone when it is closed. */
public final class Engine implements AutoCloseable {
    /** What the sink sends with every insert, so that it is one block and one part a partition. */
    private static final String AS_THE_SINK =
            "&async_insert=0&max_insert_block_size=500001&min_insert_block_size_rows=500001"
                    + "&min_insert_block_size_bytes=0&optimize_on_insert=0&max_insert_threads=1&max_threads=1";

    private final Path folder;
    private final LocalStack stack;
    // ClickHouse speaks no other; an offer of HTTP/2 would go with every question
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Engine(Path folder, LocalStack stack) {
        this.folder = folder;
        this.stack = stack;
    }

    public static Engine start(Trial trial, String name) throws Exception {
        Path folder = trial.freshFolder(name);
        Engine engine = new Engine(folder, LocalStack.start(StackOptions.in(folder)));
        try (ClickHouse clickhouse = new ClickHouse(
                engine.stack.endpoints().clickhouseUrl(),
                engine.stack.endpoints().clickhouseUser(),
                engine.stack.endpoints().clickhousePassword(),
                Map.of(),
                60_000)) {
            new MigrationRunner(clickhouse, Migrations.all()).migrate();
        }
        return engine;
    }

    /** Runs a statement; its answer as it came. */
    public String ask(String sql) throws IOException, InterruptedException {
        return new String(send("", sql.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** Runs a query as ClickHouse's own clients for Java do; the answer in their binary format. */
    public byte[] fetch(String query) throws IOException, InterruptedException {
        return send("&default_format=RowBinaryWithNamesAndTypes", query.getBytes(StandardCharsets.UTF_8));
    }

    /** Lines of the answer, in TabSeparated. */
    public List<String> lines(String sql) throws IOException, InterruptedException {
        return ask(sql).lines().toList();
    }

    /** Runs an {@code INSERT … SELECT} as one block, as the sink's inserts are. */
    public void insertSelect(String sql) throws IOException, InterruptedException {
        send(AS_THE_SINK, sql.getBytes(StandardCharsets.UTF_8));
    }

    /** Inserts ready rows. */
    public void insert(String sql, byte[] rows) throws IOException, InterruptedException {
        send(AS_THE_SINK + "&query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8), rows);
    }

    private byte[] send(String parameters, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(
                                URI.create(stack.endpoints().clickhouseUrl() + "/?wait_end_of_query=0" + parameters))
                        .header("X-ClickHouse-User", stack.endpoints().clickhouseUser())
                        .header("X-ClickHouse-Key", stack.endpoints().clickhousePassword())
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "expected ClickHouse to answer, found " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    @Override
    public void close() throws IOException {
        http.close();
        stack.close();
        Trial.remove(folder);
    }
}
