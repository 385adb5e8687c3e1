package io.tickhouse.ingest.ws.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.tickhouse.market.CaptureConnection;
import io.tickhouse.market.CaptureRun;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.market.CaptureTarget;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions as users see them: what is wanted, and under {@code runs} what has become of it in each group of replicas. */
final class SessionJson {
    private SessionJson() {}

    static ObjectNode of(CaptureSession session, List<CaptureRun> runs) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", session.getSessionId());
        ArrayNode targets = json.putArray("targets");
        for (CaptureTarget target : session.getTargets()) {
            ArrayNode symbols =
                    targets.addObject().put("venue", target.getVenue()).putArray("symbols");
            target.getSymbols().forEach(symbols::add);
        }
        strings(json, "types", session.getDataTypes());
        strings(json, "kline_intervals", session.getKlineIntervals());
        json.put("depth", session.getDepth())
                .put("interval_ms", session.getIntervalMs())
                .put("created", session.getCreateTime().toString())
                .put("ends", text(session.getEndTime()))
                .put("wanted", session.getWanted().toString())
                .put("version", session.getVersion());
        ArrayNode all = json.putArray("runs");
        runs.forEach(run -> all.add(of(run)));
        return json;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static void strings(ObjectNode json, String name, List<String> values) {
        ArrayNode array = json.putArray(name);
        values.forEach(array::add);
    }

    private static ObjectNode of(CaptureRun run) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("group", run.getGroup())
                .put("replica", run.getReplica())
                .put("state", run.getState().toString())
                .put("version", run.getVersion())
                .put("begun", run.getBeginTime().toString())
                .put("updated", run.getUpdateTime().toString())
                .put("symbols", run.getSymbols())
                .put("received", run.getReceived())
                .put("published", run.getPublished())
                .put("missing", run.getMissing())
                .put("lost", run.getLost())
                .put("resyncs", run.getResyncs());
        ArrayNode connections = json.putArray("connections");
        for (CaptureConnection connection : run.getConnections()) {
            connections
                    .addObject()
                    .put("venue", connection.getVenue())
                    .put("name", connection.getName())
                    .put("state", connection.getState())
                    .put("detail", connection.getDetail());
        }
        strings(json, "troubles", run.getTroubles());
        json.put("error", run.getError());
        String report = run.getReport();
        if (report != null) {
            json.putRawValue("report", new RawValue(report));
        }
        return json;
    }
}
