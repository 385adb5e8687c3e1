package io.tickhouse.bench.live;

import io.tickhouse.bench.Trial;
import io.tickhouse.launcher.process.Child;
import io.tickhouse.launcher.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated exchange (Binance spot) in a process of its own. */
final class ExchangeProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("READY ws=(?<ws>\\S+) rest=(?<rest>\\S+) .*");

    private final Child child;
    private final String ws;
    private final String rest;

    private ExchangeProcess(Child child, String ws, String rest) {
        this.child = child;
        this.ws = ws;
        this.rest = rest;
    }

    /** Starts it and waits until it serves. */
    static ExchangeProcess start(Trial trial, Path folder, List<String> symbols, String... options)
            throws IOException, InterruptedException {
        Path log = folder.resolve("exchange.log");
        List<String> arguments = new ArrayList<>(List.of("exchange", "--market", "spot", "--symbol"));
        arguments.add(String.join(",", symbols));
        arguments.addAll(List.of(options));
        Child child = Child.inBackground(trial.workspace(), Program.SIMULATOR, arguments, Map.of(), log, true);
        for (String line = child.output().readLine();
                line != null;
                line = child.output().readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.matches()) {
                return new ExchangeProcess(child, ready.group("ws"), ready.group("rest"));
            }
        }
        throw new IllegalStateException("the simulator ended with exit code " + child.await() + ": "
                + Files.readString(log).strip());
    }

    String ws() {
        return ws;
    }

    String rest() {
        return rest;
    }

    /** Does to the exchange what its documentation calls a fault. */
    void fault(String fault) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status = client.send(
                            HttpRequest.newBuilder(URI.create(rest + "/simulator/faults"))
                                    .POST(HttpRequest.BodyPublishers.ofString(fault))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException(
                        "expected the simulator to take '" + fault + "', found status " + status);
            }
        }
    }

    @Override
    public void close() {
        child.close();
    }
}
