package io.tickhouse.simulator.archive;

import static io.tickhouse.simulator.archive.Http.header;
import static io.tickhouse.simulator.archive.Http.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.simulator.fault.Checksums;
import io.tickhouse.simulator.fault.FaultSyntax;
import io.tickhouse.simulator.fault.Mutation;
import io.tickhouse.simulator.fault.Mutator;
import io.tickhouse.simulator.fault.ZipImage;
import io.tickhouse.simulator.market.Market;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault, asked for as on the command line, seen by an ordinary HTTP client. */
class ServedFaultsTest {
    private static final LocalDate DAY = LocalDate.of(2024, 8, 8);
    private static final String ROW_1 = "1,60000.0,0.5,30000.0,1723075200000,True,True";
    private static final String ROW_2 = "2,60000.1,0.5,30000.05,1723075200001,False,True";

    @TempDir
    private Path dir;

    private final Http http = new Http();
    private ArchiveServer server;
    private ArchiveFolder.Day day;
    private byte[] zip;
    private URI uri;
    private URI checksumUri;

    @BeforeEach
    void serve() throws IOException {
        day = ArchiveFolder.in(dir).day(Market.SPOT, "BTCUSDT", DAY, ROW_1, ROW_2);
        day.folder().day(Market.SPOT, "BTCUSDT", DAY.plusDays(1), ROW_1);
        zip = Files.readAllBytes(day.zip());
        server = ArchiveServer.of(dir);
        uri = server.uri(day.file());
        checksumUri = URI.create(uri + ".CHECKSUM");
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @Test
    void aFileIsMissingWhileItsNeighbourIsThere() throws Exception {
        fault("not-found:*08-08*");

        assertThat(http.get(uri).statusCode()).isEqualTo(404);
        assertThat(http.get(checksumUri).statusCode()).isEqualTo(404);
        assertThat(http.get(URI.create(uri.toString().replace("08-08", "08-09")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBurstOf503Passes() throws Exception {
        fault("unavailable:*.zip:2");

        HttpResponse<byte[]> first = http.get(uri);
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(header(first, "Retry-After")).isEqualTo("1");
        assertThat(http.get(uri).statusCode()).isEqualTo(503);
        assertThat(http.get(uri).statusCode()).isEqualTo(200);
    }

    @Test
    void aSlowBodyTakesItsTimeAndComesWhole() throws Exception {
        fault("slow:*.zip:" + zip.length * 2);

        long start = System.nanoTime();
        assertThat(http.get(uri).body()).isEqualTo(zip);
        assertThat(System.nanoTime() - start).isBetween(400_000_000L, 10_000_000_000L);
    }

    @Test
    void aCutBodyBreaksOffAndARangeFetchesTheRest() throws Exception {
        fault("cut:*.zip:50:1");

        assertThatThrownBy(() -> http.get(uri)).isInstanceOf(IOException.class);
        assertThat(http.get(uri, "Range", "bytes=50-").body()).isEqualTo(Arrays.copyOfRange(zip, 50, zip.length));
    }

    @Test
    void aStaleChecksumIsWellFormedAndWrongForAWhile() throws Exception {
        fault("stale-checksum:*08-08.zip:1");

        assertThat(text(http.get(checksumUri)))
                .matches("[0-9a-f]{64}  BTCUSDT-trades-2024-08-08\\.zip\n")
                .doesNotContain(day.sha256());
        assertThat(text(http.get(checksumUri))).startsWith(day.sha256());
        assertThat(http.get(uri).body()).isEqualTo(zip);
    }

    @Test
    void aTruncatedZipHasTheChecksumOfWhatIsThere() throws Exception {
        fault("truncated-zip:*.zip:100");

        byte[] served = http.get(uri).body();
        assertThat(served).isEqualTo(Arrays.copyOf(zip, 100));
        assertChecksumOf(served);
    }

    @Test
    void aBadRowAndAZeroPriceStandWhereTheyWereOrdered() throws Exception {
        fault("bad-row:*08-08.zip:2");
        byte[] bad = http.get(uri).body();
        assertThat(csv(bad)).isEqualTo(ROW_1 + "\n2,not-a-price,0.5,30000.05,1723075200001,False,True\n");
        assertChecksumOf(bad);

        server.clearFaults();
        fault("zero-price:*08-08.zip:1");
        assertThat(csv(http.get(uri).body()))
                .isEqualTo("1,0.00000000,0.5,30000.0,1723075200000,True,True\n" + ROW_2 + "\n");
    }

    @Test
    void entriesClimbOutLieInAFolderOrAreTwo() throws Exception {
        fault("climbing-entry:*.zip:1");
        fault("nested-entry:*.zip:1");
        fault("second-entry:*.zip");

        assertThat(entries(http.get(uri).body())).containsExactly("../evil.csv");
        assertThat(entries(http.get(uri).body())).containsExactly("nested/BTCUSDT-trades-2024-08-08.csv");
        byte[] two = http.get(uri).body();
        assertThat(entries(two))
                .containsExactly("BTCUSDT-trades-2024-08-08.csv", "second-BTCUSDT-trades-2024-08-08.csv");
        assertChecksumOf(two);
    }

    @Test
    void aFileIsRepublishedAfterSomeDownloads() throws Exception {
        fault("republished:*08-08.zip:2");

        HttpResponse<byte[]> old = http.get(uri);
        assertThat(csv(old.body())).isEqualTo(ROW_1 + "\n");
        assertChecksumOf(old.body());
        assertThat(http.send("HEAD", uri).headers().firstValue("ETag")).contains(header(old, "ETag"));
        assertThat(http.get(uri).body()).isEqualTo(old.body());

        HttpResponse<byte[]> anew = http.get(uri);
        assertThat(csv(anew.body())).isEqualTo(ROW_1 + "\n" + ROW_2 + "\n");
        assertChecksumOf(anew.body());
        assertThat(header(anew, "ETag")).isNotEqualTo(header(old, "ETag"));
    }

    @Test
    void aFaultThatDoesNotFitTheFileIsReportedAndNotServedAsGood() throws Exception {
        fault("bad-row:*.zip:99");

        HttpResponse<byte[]> response = http.get(uri);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).contains("expected a line from 1 to 2").contains("99");
    }

    @Test
    void refusalsTakeTheirTurnsInTheOrderGiven() throws Exception {
        fault("unavailable-silent:*.zip:1");
        fault("too-many-requests:*.zip:7:2");
        fault("banned:*:120:1");
        fault("not-found:*.zip:1");

        HttpResponse<byte[]> silent = http.get(uri);
        assertThat(silent.statusCode()).isEqualTo(503);
        assertThat(silent.headers().firstValue("Retry-After")).isEmpty();
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> limited = http.get(uri);
            assertThat(limited.statusCode()).isEqualTo(429);
            assertThat(header(limited, "Retry-After")).isEqualTo("7");
        }
        HttpResponse<byte[]> banned = http.get(uri);
        assertThat(banned.statusCode()).isEqualTo(418);
        assertThat(header(banned, "Retry-After")).isEqualTo("120");
        assertThat(http.get(uri).statusCode()).isEqualTo(404);
        assertThat(http.get(uri).body()).isEqualTo(zip);
    }

    @Test
    void aFaultMaySpareSomeAnswersFirst() throws Exception {
        fault("unavailable:*.zip:1:after=2");

        assertThat(http.get(uri).statusCode()).isEqualTo(200);
        assertThat(http.get(checksumUri).statusCode()).isEqualTo(200);
        assertThat(http.get(uri).statusCode()).isEqualTo(200);
        assertThat(http.get(uri).statusCode()).isEqualTo(503);
        assertThat(http.get(uri).statusCode()).isEqualTo(200);
    }

    @Test
    void listingsAreRefusedAndCutToo() throws Exception {
        fault("too-many-requests:/:3:1");
        URI list = URI.create(server.uri() + "/?list-type=2&prefix=data/");

        assertThat(http.get(list).statusCode()).isEqualTo(429);
        assertThat(text(http.get(list))).contains("BTCUSDT-trades-2024-08-08.zip");
    }

    @Test
    void aBodyStandsStillUntilTheClientGivesUpAndARangeFetchesTheRest() throws Exception {
        fault("stall:*.zip:50:1");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(700);
            socket.getOutputStream()
                    .write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            assertThatThrownBy(() -> socket.getInputStream().transferTo(received))
                    .isInstanceOf(SocketTimeoutException.class);
            String answer = received.toString(StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("Content-Length: " + zip.length);
            assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4).isEqualTo(50);
        }
        assertThat(http.get(uri, "Range", "bytes=50-").body()).isEqualTo(Arrays.copyOfRange(zip, 50, zip.length));
    }

    @Test
    void aLengthMayPromiseTooLittleOrTooMuch() throws Exception {
        fault("length-short:*.zip:20:1");
        fault("length-long:*.zip:20:1");

        assertThat(http.send("HEAD", uri).headers().firstValue("Content-Length"))
                .contains(Integer.toString(zip.length - 20));
        HttpResponse<byte[]> few = http.get(uri);
        assertThat(few.statusCode()).isEqualTo(200);
        assertThat(few.body()).isEqualTo(Arrays.copyOf(zip, zip.length - 20));
        assertThatThrownBy(() -> http.get(uri)).isInstanceOf(IOException.class);
        assertThat(http.get(uri).body()).isEqualTo(zip);
    }

    @Test
    void aResumeAcrossARepublicationGetsTheWholeNewFile() throws Exception {
        fault("republished:*08-08.zip:1");
        fault("cut:*.zip:40:1");

        String tag = header(http.send("HEAD", uri), "ETag");
        assertThatThrownBy(() -> http.get(uri)).isInstanceOf(IOException.class);
        HttpResponse<byte[]> resumed = http.get(uri, "Range", "bytes=40-", "If-Range", tag);

        assertThat(resumed.statusCode()).isEqualTo(200);
        assertThat(resumed.body()).isEqualTo(zip);
        assertThat(http.get(uri, "If-None-Match", header(resumed, "ETag")).statusCode())
                .isEqualTo(304);
        assertThat(http.get(uri, "If-None-Match", tag).statusCode()).isEqualTo(200);
        assertThat(http.get(uri, "Range", "bytes=40-", "If-Range", header(resumed, "Last-Modified"))
                        .statusCode())
                .isEqualTo(206);
    }

    @Test
    void aFileIsRepublishedWhileItIsServed() throws Exception {
        fault("republished:*08-08.zip:1000:after=2");
        assertThat(http.get(uri).body()).isEqualTo(zip);
        assertChecksumOf(zip);
        String tag = header(http.get(uri), "ETag");

        HttpResponse<byte[]> anew = http.get(uri);
        assertThat(anew.body()).isNotEqualTo(zip);
        assertThat(header(anew, "ETag")).isNotEqualTo(tag);
        assertChecksumOf(anew.body());
    }

    @Test
    void aMutantIsServedWithItsOwnChecksum() throws Exception {
        fault("wrong-crc:*.zip:9:1");
        fault("mutated:*.zip:5:1");

        assertChecksumOf(new Mutator(9).apply(Mutation.WRONG_CRC, zip).zip());
        assertThat(http.get(uri).body())
                .isEqualTo(new Mutator(9).apply(Mutation.WRONG_CRC, zip).zip());
        assertThat(http.get(uri).body()).isEqualTo(new Mutator(5).apply(zip).zip());
        assertThat(http.get(uri).body()).isEqualTo(zip);
    }

    @Test
    void faultsComeAndGoOverHttp() throws Exception {
        URI faults = URI.create(server.uri() + "/simulator/faults");

        HttpResponse<byte[]> added = http.post(faults, "not-found:*08-08.zip\nunavailable:*:3:after=5\n");
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(http.get(uri).statusCode()).isEqualTo(404);
        assertThat(text(http.get(faults)).lines())
                .containsExactly(
                        "NotFound[on=*08-08.zip, times=2147483647], for ever",
                        "Unavailable[on=*, times=3], 3 left, spares the next 5");
        HttpResponse<byte[]> wrong = http.post(faults, "slow:*:1\nmelted:*");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(text(wrong)).contains("expected a kind of").contains("melted:*");
        assertThat(http.send("DELETE", faults).statusCode()).isEqualTo(200);
        assertThat(http.get(uri).body()).isEqualTo(zip);
        assertThat(http.send("PUT", faults).statusCode()).isEqualTo(405);
    }

    private void fault(String text) {
        server.inject(FaultSyntax.parse(text));
    }

    private void assertChecksumOf(byte[] served) throws Exception {
        assertThat(text(http.get(checksumUri)))
                .isEqualTo(Checksums.hexOf(served) + "  BTCUSDT-trades-2024-08-08.zip\n");
    }

    private static String csv(byte[] zip) {
        return new String(ZipImage.read(zip).csv(), StandardCharsets.UTF_8);
    }

    private static List<String> entries(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
