package io.tickhouse.sink.clickhouse.write;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.tickhouse.service.config.CommonConfig;
import io.tickhouse.service.config.ServiceConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** One ClickHouse, by its HTTP interface. Every failure comes as a {@link StoreException}. Thread-safe. */
public final class ClickHouse implements AutoCloseable {
    private final Client client;

    /**
     * @param settings options of the client by their own names, such as {@code ssl_root_certificate}; passed on untouched
     * @param timeoutMs how long the server may be silent, in milliseconds
     */
    public ClickHouse(String url, String user, String password, Map<String, String> settings, long timeoutMs) {
        Client.Builder builder = new Client.Builder()
                .addEndpoint(url)
                .setUsername(user)
                .setPassword(password)
                .setDefaultDatabase("system") // there on every server, unlike the databases the migrations make
                .setSocketTimeout(timeoutMs, ChronoUnit.MILLIS)
                .setConnectTimeout(10, ChronoUnit.SECONDS)
                .setClientName("tickhouse-sink")
                .compressClientRequest(false)
                .compressServerResponse(false)
                .setMaxRetries(0); // a repeated insert is this program's decision, never the client's
        settings.forEach(builder::setOption);
        client = builder.build();
    }

    /** The ClickHouse a service's configuration names. */
    public static ClickHouse of(ServiceConfig config, long timeoutMs) {
        return new ClickHouse(
                config.string(CommonConfig.CLICKHOUSE_URL),
                config.string(CommonConfig.CLICKHOUSE_USER),
                config.secret(CommonConfig.CLICKHOUSE_PASSWORD),
                config.passedThrough("clickhouse."),
                timeoutMs);
    }

    /** Runs a statement that answers nothing. */
    public void execute(String sql) throws StoreException {
        query(sql, Map.of());
    }

    /** The answer's lines in TabSeparated. */
    public List<String> lines(String sql) throws StoreException {
        return lines(sql, Map.of());
    }

    /** The same with values for {@code {name:Type}} in the statement. */
    public List<String> lines(String sql, Map<String, Object> parameters) throws StoreException {
        return new String(query(sql, parameters), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @SuppressWarnings("try") // QueryResponse.close may throw anything, an interruption among it
    private byte[] query(String sql, Map<String, Object> parameters) throws StoreException {
        QuerySettings settings = new QuerySettings().setFormat(ClickHouseFormat.TabSeparated);
        try (QueryResponse response = client.query(sql, parameters, settings).get()) {
            return response.getInputStream().readAllBytes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while asking ClickHouse", e, true);
        } catch (Exception e) {
            throw ClickHouseErrors.explain("ask ClickHouse", unwrapped(e));
        }
    }

    /** Sends rows in the Native format. Returns when the server has acknowledged them. */
    void insert(String table, List<String> columns, Body rows, InsertSettings settings) throws StoreException {
        try (InsertResponse response = client.insert(table, columns, rows::writeTo, ClickHouseFormat.Native, settings)
                .get()) {
            if (response.getQueryId().isEmpty()) {
                throw new IllegalStateException("ClickHouse acknowledged an insert without naming it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while inserting into " + table, e, true);
        } catch (Exception e) {
            throw ClickHouseErrors.explain("insert into " + table, unwrapped(e));
        }
    }

    private static Throwable unwrapped(Exception e) {
        Throwable cause = e.getCause();
        return e instanceof ExecutionException && cause != null ? cause : e;
    }

    @Override
    public void close() {
        client.close();
    }

    /** Rows on their way out. */
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }
}
