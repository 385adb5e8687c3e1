package io.tickhouse.ingest.ws.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Sessions for people. */
final class SessionPrinter {
    private static final Duration LONG_SILENCE = Duration.ofSeconds(30);
    private static final List<String> HEAD =
            List.of("session", "state", "what", "types", "symbols", "published", "missing", "lost", "ends", "replica");

    private SessionPrinter() {}

    /** One line a session and group of replicas. */
    static void list(JsonNode all, PrintStream out) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (JsonNode session : all.path("sessions")) {
            if (session.path("runs").isEmpty()) {
                rows.add(row(session, MissingNode.getInstance()));
            }
            for (JsonNode run : session.path("runs")) {
                rows.add(row(session, run));
            }
        }
        if (rows.size() == 1) {
            out.println("No sessions. ./tickhouse capture start binance-spot:BTCUSDT begins one.");
            return;
        }
        int[] widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** @param run what has become of it; a missing node while nothing has */
    private static List<String> row(JsonNode session, JsonNode run) {
        return List.of(
                session.path("id").asText(),
                run.isMissingNode() ? "WAITING" : state(session, run),
                targets(session),
                joined(session.path("types")),
                number(run.path("symbols")),
                number(run.path("published")),
                number(run.path("missing")),
                number(run.path("lost")),
                session.path("ends").isNull() ? "-" : seconds(session.path("ends")),
                run.path("replica").asText("-"));
    }

    private static String state(JsonNode session, JsonNode run) {
        String state = run.path("state").asText();
        if (state.equals("ENDED")) {
            return run.path("version").asInt() < session.path("version").asInt() ? "WAITING" : state;
        }
        Duration silence = Duration.between(Instant.parse(run.path("updated").asText()), Instant.now());
        return silence.compareTo(LONG_SILENCE) > 0 ? "no word for " + silence.toSeconds() + " s, last " + state : state;
    }

    /** All there is to say of one. */
    static void show(JsonNode session, PrintStream out) {
        out.println("session    " + session.path("id").asText() + ", version "
                + session.path("version").asInt());
        out.println("captures   " + targets(session));
        out.println("types      " + joined(session.path("types")) + intervals(session));
        out.println("snapshots  " + session.path("depth").asInt() + " levels a side, every "
                + session.path("interval_ms").asLong() + " ms");
        out.println("created    " + seconds(session.path("created")) + ", ends "
                + (session.path("ends").isNull() ? "when it is stopped" : seconds(session.path("ends"))));
        if (session.path("runs").isEmpty()) {
            out.println("no replica has taken it yet");
        }
        for (JsonNode run : session.path("runs")) {
            show(session, run, out);
        }
    }

    private static void show(JsonNode session, JsonNode run, PrintStream out) {
        out.println();
        out.println(state(session, run) + " in group " + run.path("group").asText() + " on "
                + run.path("replica").asText() + " since " + seconds(run.path("begun")) + ", last word "
                + seconds(run.path("updated")));
        out.printf(
                Locale.ROOT,
                "  %s symbols, %s messages read, %s records published, %s ids missing, %s lost, %s books mended%n",
                number(run.path("symbols")),
                number(run.path("received")),
                number(run.path("published")),
                number(run.path("missing")),
                number(run.path("lost")),
                number(run.path("resyncs")));
        if (!run.path("error").isNull()) {
            out.println("  error: " + run.path("error").asText());
        }
        for (JsonNode connection : run.path("connections")) {
            out.println("  " + connection.path("venue").asText() + " "
                    + connection.path("name").asText() + ": "
                    + connection.path("state").asText() + " "
                    + connection.path("detail").asText());
        }
        run.path("troubles").forEach(trouble -> out.println("  not live: " + trouble.asText()));
        if (run.has("report")) {
            out.println("  captured for "
                    + run.path("report").path("milliseconds").asLong() / 1_000 + " s; the whole report:"
                    + " ./tickhouse capture show " + session.path("id").asText() + " --json");
        }
    }

    private static String targets(JsonNode session) {
        return stream(session.path("targets"))
                .map(target -> target.path("venue").asText() + ":" + joined(target.path("symbols")))
                .collect(Collectors.joining(" "));
    }

    private static String intervals(JsonNode session) {
        boolean klines =
                stream(session.path("types")).anyMatch(type -> type.asText().equals("klines"));
        return klines ? " of " + joined(session.path("kline_intervals")) : "";
    }

    private static String joined(JsonNode array) {
        return stream(array).map(JsonNode::asText).collect(Collectors.joining(","));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String number(JsonNode number) {
        return number.isMissingNode() ? "-" : String.format(Locale.ROOT, "%,d", number.asLong());
    }

    private static String seconds(JsonNode time) {
        return Instant.parse(time.asText()).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
