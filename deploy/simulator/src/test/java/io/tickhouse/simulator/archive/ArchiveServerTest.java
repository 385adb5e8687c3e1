package io.tickhouse.simulator.archive;

import static io.tickhouse.simulator.archive.Http.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveServerTest {
    private static final LocalDate DAY = LocalDate.of(2024, 8, 8);

    @TempDir
    private Path dir;

    private final Http http = new Http();
    private ArchiveFolder.Day day;
    private ArchiveServer server;
    private byte[] zip;

    @BeforeEach
    void serve() throws IOException {
        Path root = dir.resolve("archive");
        day = ArchiveFolder.in(root).day(Market.SPOT, "BTCUSDT", DAY, "1,60000.0,0.5,30000.0,1723075200000,True,True");
        zip = Files.readAllBytes(day.zip());
        Files.writeString(dir.resolve("secret.txt"), "secret");
        Files.writeString(root.resolve("README.md"), "not part of the archive");
        Files.createSymbolicLink(root.resolve("data/link.zip"), dir.resolve("secret.txt"));
        server = ArchiveServer.of(root);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void aFileComesWholeWithItsLengthTagAndTime() throws Exception {
        HttpResponse<byte[]> response = http.get(server.uri(day.file()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(zip);
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(zip.length));
        assertThat(header(response, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(response, "ETag")).matches("\"[0-9a-f-]+\"");
        assertThat(ZonedDateTime.parse(header(response, "Last-Modified"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toEpochSecond())
                .isEqualTo(Files.getLastModifiedTime(day.zip()).toInstant().getEpochSecond());
        assertThat(header(response, "X-Tickhouse-Source")).isEmpty();
    }

    @Test
    void headTellsTheLengthWithoutTheBody() throws Exception {
        HttpResponse<byte[]> response = http.send("HEAD", server.uri(day.file()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(zip.length));
        assertThat(http.send("HEAD", at("/data/nothing.zip")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-9,0,10", "bytes=20-,20,-1", "bytes=-7,-7,-1", "bytes=100-999999,100,-1", "bytes=-999999,0,-1"})
    void aRangeComesInPart(String range, int from, int to) throws Exception {
        int first = from < 0 ? zip.length + from : from;
        int end = to < 0 ? zip.length : to;

        HttpResponse<byte[]> response = http.get(server.uri(day.file()), "Range", range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(zip, first, end));
        assertThat(header(response, "Content-Range")).isEqualTo("bytes " + first + "-" + (end - 1) + "/" + zip.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=99999-", "bytes=-0", "bytes=99999-100000"})
    void aRangeOutsideTheFileIsNotSatisfiable(String range) throws Exception {
        HttpResponse<byte[]> response = http.get(server.uri(day.file()), "Range", range);

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */" + zip.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=9-3", "rows=1-2", "bytes=-"})
    void aRangeThatIsNotUnderstoodMeansTheWholeFile(String range) throws Exception {
        HttpResponse<byte[]> response = http.get(server.uri(day.file()), "Range", range);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(zip);
    }

    @Test
    void aResumeOfARepublishedFileGetsTheWholeNewOne() throws Exception {
        String tag = header(http.get(server.uri(day.file())), "ETag");
        assertThat(http.get(server.uri(day.file()), "Range", "bytes=5-", "If-Range", tag)
                        .statusCode())
                .isEqualTo(206);

        day.folder().day(Market.SPOT, "BTCUSDT", DAY, "1,60001.0,0.5,30000.5,1723075200000,True,True");

        assertThat(http.get(server.uri(day.file()), "Range", "bytes=5-", "If-Range", tag)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/spot/daily/trades/ETHUSDT/x.zip", "/data", "/", "/README.md", "/data/%00"})
    void whatIsNotInTheArchiveIsNotFound(String path) throws Exception {
        assertThat(http.get(at(path)).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/data/../../secret.txt",
                "/data/%2e%2e/%2e%2e/secret.txt",
                "/data/..%2f..%2fsecret.txt",
                "/data/..%5c..%5csecret.txt",
                "/data/link.zip"
            })
    void aPathThatClimbsOutIsRefused(String path) throws IOException {
        // a raw socket, since clients tidy such paths before they send them
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").endsWith(path.contains("link") ? "link.zip\n" : "secret.txt\n");
        assertThat(answer).doesNotContain("\r\n\r\nsecret");
    }

    @Test
    void onlyGetAndHeadAreAllowed() throws Exception {
        HttpResponse<byte[]> response = http.send("DELETE", server.uri(day.file()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
        assertThat(day.zip()).exists();
    }

    @Test
    void theLogTellsWhatWasAsked() throws Exception {
        http.get(server.uri(day.file()), "Range", "bytes=0-0");
        http.get(at("/data/nothing.zip"));

        assertThat(server.requests())
                .containsExactly(
                        new ArchiveRequest("GET", day.urlPath(), "bytes=0-0", 206),
                        new ArchiveRequest("GET", "/data/nothing.zip", "", 404));
    }

    @Test
    void simulatedTradesAreMarkedInEveryAnswer() throws Exception {
        Path root = dir.resolve("simulated");
        new SimulatedArchive(root, Market.UM, List.of("SIMUSDT"), DAY, DAY, 100, 1, 6)
                .write((path, trades, written) -> {});
        try (ArchiveServer simulated = ArchiveServer.of(root)) {
            URI uri = simulated.uri(new ArchiveFile(Market.UM, "SIMUSDT", DAY));

            assertThat(header(http.get(uri), "X-Tickhouse-Source")).isEqualTo("SIMULATED");
            assertThat(header(http.get(simulated.uri().resolve("/data/no")), "X-Tickhouse-Source"))
                    .isEqualTo("SIMULATED");
        }
    }

    private URI at(String path) {
        return URI.create(server.uri() + path);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
