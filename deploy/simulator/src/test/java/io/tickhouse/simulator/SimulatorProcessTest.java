package io.tickhouse.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.market.Market;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line as others meet it: a process, its READY line, its end. */
@Timeout(60)
class SimulatorProcessTest {
    @TempDir
    private Path dir;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void anArchiveIsWrittenServedAndEndsOnTheTermSignal() throws Exception {
        Process process = start(false, archive("--serve", "--fault", "unavailable:*.zip:1"));
        String url = readyUrl(process, " trades=2000");
        URI zip = URI.create(url + "/data/spot/daily/trades/SIMUSDT/SIMUSDT-trades-2026-01-02.zip");

        assertThat(get(zip).statusCode()).isEqualTo(503);
        HttpResponse<byte[]> response = get(zip);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Tickhouse-Source")).contains("SIMULATED");

        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void kindsOfFilesAreChosenByName() throws Exception {
        int code = commands(archive("--market", "um", "--types", "klines:1h,fundingRate", "--months"));
        assertThat(code).isZero();
        for (String path : List.of(
                "daily/klines/SIMUSDT/1h/SIMUSDT-1h-2026-01-02.zip",
                "monthly/klines/SIMUSDT/1h/SIMUSDT-1h-2026-01.zip.CHECKSUM",
                "monthly/fundingRate/SIMUSDT/SIMUSDT-fundingRate-2026-01.zip")) {
            assertThat(dir.resolve("data/futures/um").resolve(path)).exists();
        }
        assertThat(commands(archive("--market", "bybit-linear", "--rpi", "--newest-first")))
                .isZero();
        assertThat(dir.resolve("trading/SIMUSDT/SIMUSDT2026-01-01.csv.gz")).exists();
    }

    private static int commands(String... args) {
        return Simulator.commandLine().execute(args);
    }

    @Test
    void aGivenFolderIsServedUntilStandardInputEnds() throws Exception {
        ArchiveFolder.Day day = ArchiveFolder.in(dir)
                .day(Market.SPOT, "BTCUSDT", LocalDate.of(2024, 8, 8), "1,2.0,3.0,6.0,1723075200000,True,True");
        Process process = start(true, "serve", "--dir", dir.toString());
        String url = readyUrl(process, "");

        assertThat(get(URI.create(url + day.urlPath())).body()).isEqualTo(Files.readAllBytes(day.zip()));

        process.getOutputStream().close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void withoutServeTheProcessWritesAndEnds() throws Exception {
        Process process = start(false, archive());

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(process.inputReader().readLine()).isNull();
        assertThat(dir.resolve("stderr.txt"))
                .content()
                .containsPattern("wrote data/spot/\\S+-2026-01-01.zip  \\d+ trades");
        assertThat(dir.resolve("data/spot/daily/trades/SIMUSDT/SIMUSDT-trades-2026-01-01.zip.CHECKSUM"))
                .exists();
    }

    @Test
    void wrongArgumentsExitWithTwoAndSayWhy() {
        assertThat(run("archive", "--symbol", "SIMUSDT")).startsWith("2 ").contains("--dir");
        assertThat(run(archive("--fault", "melted:*"))).startsWith("2 ").contains("expected a kind of");
        assertThat(run(archive("--fault", "not-found:*"))).startsWith("2 ").contains("add --serve");
        assertThat(run(archive("--market", "options"))).startsWith("2 ").contains("spot, um, cm");
        assertThat(run(archive("--trades", "0"))).startsWith("2 ").contains("at least 1 trade");
        assertThat(run(archive("--level", "0"))).startsWith("2 ").contains("from 1 to 9");
        assertThat(run(archive("--types", "bookDepth"))).startsWith("2 ").contains("expected a data type of trades");
        assertThat(run(archive("--types", "metrics"))).startsWith("2 ").contains("on spot, found 'metrics'");
        assertThat(run(archive("--rpi"))).startsWith("2 ").contains("--market bybit-spot or bybit-linear");
        assertThat(run(archive("--market", "bybit-spot", "--types", "klines:1m")))
                .startsWith("2 ")
                .contains("expected --types trades with bybit-spot");
        assertThat(run()).startsWith("2 ").contains("archive, serve or exchange");
    }

    @Test
    void aFolderWithoutAnArchiveExitsWithOneAndSaysWhatToDo() {
        assertThat(run("serve", "--dir", dir.toString()))
                .startsWith("1 ")
                .contains("make one with 'simulator archive'");
    }

    @Test
    void anExchangeOfThreeMarketsServesSocketsAndRestUntilStandardInputEnds() throws Exception {
        Process process = start(
                true,
                "exchange",
                "--market",
                "spot,usdm,coinm",
                "--symbol",
                "BTCUSDT,ETHUSDT,BTCUSD_PERP",
                "--rate",
                "50",
                "--fault",
                "unavailable:/api/v3/ping:1");
        BufferedReader out = process.inputReader();
        String spot = exchangeUrl(out.readLine(), "spot");
        String futures = exchangeUrl(out.readLine(), "usdm");
        String coinMargined = exchangeUrl(out.readLine(), "coinm");

        assertThat(get(URI.create(spot + "/api/v3/ping")).statusCode()).isEqualTo(503);
        assertThat(get(URI.create(spot + "/api/v3/ping")).statusCode()).isEqualTo(200);
        assertThat(new String(
                        get(URI.create(futures + "/fapi/v1/openInterest?symbol=ETHUSDT"))
                                .body(),
                        UTF_8))
                .startsWith("{\"openInterest\":\"");
        assertThat(new String(get(URI.create(spot + "/simulator/report")).body(), UTF_8))
                .contains("BTCUSDT trades=", "ETHUSDT trades=")
                .doesNotContain("BTCUSD_PERP");
        assertThat(new String(
                        get(URI.create(coinMargined + "/simulator/report")).body(), UTF_8))
                .contains("BTCUSD_PERP trades=")
                .doesNotContain("USDT");

        process.getOutputStream().close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static String exchangeUrl(String line, String market) {
        assertThat(line)
                .matches("READY ws=ws://127\\.0\\.0\\.1:\\d+ rest=http://127\\.0\\.0\\.1:\\d+ market=" + market);
        return line.replaceFirst(".* rest=(\\S+) .*", "$1");
    }

    @Test
    void wrongArgumentsOfAnExchangeExitWithTwoAndSayWhy() {
        assertThat(run("exchange", "--market", "options"))
                .startsWith("2 ")
                .contains("expected a market of spot, usdm, coinm");
        assertThat(run("exchange", "--market", "spot,spot")).startsWith("2 ").contains("expected each market once");
        assertThat(run("exchange", "--market", "kraken-spot", "--symbol", "btc/usd"))
                .startsWith("2 ")
                .contains("BASE/QUOTE");
        assertThat(run("exchange", "--symbol", "BTC/USD")).startsWith("2 ").contains("--market kraken-spot");
        assertThat(run("exchange", "--symbol", "btc-usdt")).startsWith("2 ").contains("found 'btc-usdt'");
        assertThat(run("exchange", "--symbol", "BTCUSD_PERP"))
                .startsWith("2 ")
                .contains("expected symbols of spot, found 'BTCUSD_PERP'");
        assertThat(run("exchange", "--market", "spot,coinm", "--symbol", "BTCUSDT"))
                .startsWith("2 ")
                .contains("expected a symbol of coinm, such as BTCUSD_PERP, found BTCUSDT");
        assertThat(run("exchange", "--rate", "0")).startsWith("2 ").contains("trades a second, found 0");
        assertThat(run("exchange", "--speed", "fast")).startsWith("2 ").contains("or full, found 'fast'");
        assertThat(run("exchange", "--start", "today")).startsWith("2 ").contains("today");
        assertThat(run("exchange", "--fault", "melt:*")).startsWith("2 ").contains("expected a kind of drop");
        assertThat(run("exchange", "--port", "70000")).startsWith("2 ").contains("a port from 0 to 65535");
        assertThat(run("exchange", "--market", "spot,usdm", "--play", "x.raw"))
                .startsWith("2 ")
                .contains("one market");
        assertThat(run("exchange", "--play", dir.resolve("none.raw").toString()))
                .startsWith("1 ")
                .contains("none.raw");
    }

    @Test
    void helpTeachesTheFaults() {
        StringWriter out = new StringWriter();
        CommandLine commands = Simulator.commandLine().setOut(new PrintWriter(out));

        assertThat(commands.execute("archive", "--help")).isZero();
        assertThat(out.toString())
                .contains("READY url=")
                .contains("republished:PATTERN:TIMES", "wrong-crc:PATTERN:SEED", "--types", "premiumIndexKlines");
        assertThat(commands.execute("exchange", "--help")).isZero();
        assertThat(out.toString())
                .contains("READY ws=ws://127.0.0.1:PORT rest=", "half-frame:STREAM[:TIMES]", "close:PATH:CODE[:TIMES]");
    }

    private String[] archive(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "archive",
                "--symbol",
                "SIMUSDT",
                "--from",
                "2026-01-01",
                "--to",
                "2026-01-02",
                "--dir",
                dir.toString()));
        if (!List.of(more).contains("--trades")) {
            args.addAll(List.of("--trades", "2000"));
        }
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    /** Exit code and standard error of a run inside this process. */
    private static String run(String... args) {
        StringWriter err = new StringWriter();
        int code = Simulator.commandLine().setErr(new PrintWriter(err)).execute(args);
        return code + " " + err;
    }

    private Process start(boolean stopOnEof, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Simulator.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(dir.resolve("stderr.txt").toFile());
        builder.environment().put(Lifetime.STOP_ON_STDIN_EOF, Boolean.toString(stopOnEof));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String readyUrl(Process process, String after) throws IOException {
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        assertThat(line).matches("READY url=http://127\\.0\\.0\\.1:\\d+" + after);
        return line.substring("READY url=".length(), line.length() - after.length());
    }

    private static HttpResponse<byte[]> get(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
        }
    }
}
