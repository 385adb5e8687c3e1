package io.tickhouse.simulator.archive;

import static io.tickhouse.simulator.archive.Http.header;
import static io.tickhouse.simulator.archive.Http.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.simulator.dataset.Dataset;
import io.tickhouse.simulator.dataset.Period;
import io.tickhouse.simulator.fault.FaultSyntax;
import io.tickhouse.simulator.market.Market;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The listings as a client of the bucket or of the web pages sees them. */
class ListingTest {
    private static final LocalDate DAY = LocalDate.of(2024, 8, 1);
    private static final String S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    @TempDir
    private Path dir;

    private final Http http = new Http();
    private ArchiveServer server;
    private Path root;

    @BeforeEach
    void serve() throws IOException {
        root = dir.resolve("archive");
        ArchiveFolder archive = ArchiveFolder.in(root);
        for (int i = 0; i < 4; i++) {
            archive.day(Market.SPOT, "BTCUSDT", DAY.plusDays(i), "1,2,3,6,1722470400000,True,True");
            // sorts before BTCUSDT/ as a key and after it as a name
            archive.day(Market.SPOT, "BTCUSDT-X", DAY.plusDays(i), "1,2,3,6,1722470400000,True,True");
        }
        archive.file(new ArchiveFile(Market.UM, Dataset.parse("klines:1m"), "ETHUSDT", new Period.Day(DAY)), "1");
        Files.createDirectories(dir.resolve("outside"));
        Files.writeString(dir.resolve("outside/secret.zip"), "secret");
        Files.createSymbolicLink(root.resolve("data/link"), dir.resolve("outside"));
        Files.writeString(root.resolve("data/half.zip.part"), "half");
        Files.writeString(root.resolve("notes.txt"), "not published");
        server = ArchiveServer.of(root, 3);
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/data.banana", "/data/spot/"})
    void foldersAreCommonPrefixesOnWhateverPathIsAsked(String path) throws Exception {
        Document page = list(path + "?list-type=2&delimiter=/&prefix=data/spot/daily/trades/");

        assertThat(page.getDocumentElement().getNamespaceURI()).isEqualTo(S3);
        assertThat(page.getDocumentElement().getLocalName()).isEqualTo("ListBucketResult");
        assertThat(prefixes(page))
                .containsExactly("data/spot/daily/trades/BTCUSDT-X/", "data/spot/daily/trades/BTCUSDT/");
        assertThat(texts(page, "Key")).isEmpty();
        assertThat(texts(page, "IsTruncated")).containsExactly("false");
        assertThat(texts(page, "KeyCount")).containsExactly("2");
        assertThat(texts(page, "Delimiter")).containsExactly("/");
    }

    @Test
    void aKeyHasItsSizeTimeAndTag() throws Exception {
        Document page = list("/?list-type=2&prefix=data/futures/&max-keys=1");

        String key = "data/futures/um/daily/klines/ETHUSDT/1m/ETHUSDT-1m-2024-08-01.zip";
        assertThat(texts(page, "Key")).containsExactly(key);
        Path file = root.resolve(key);
        assertThat(texts(page, "Size")).containsExactly(Long.toString(Files.size(file)));
        assertThat(Instant.parse(texts(page, "LastModified").getFirst()).toEpochMilli())
                .isEqualTo(Files.getLastModifiedTime(file).toMillis());
        assertThat(texts(page, "ETag"))
                .containsExactly(header(http.get(server.uri().resolve("/" + key)), "ETag"));
        assertThat(texts(page, "IsTruncated")).containsExactly("true");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void pagesTogetherNameEveryKeyOnceAndInOrder(boolean second, boolean delimited) throws Exception {
        String prefix = delimited ? "data/spot/daily/trades/BTCUSDT/" : "data/";
        String query = "/?prefix=" + prefix + (delimited ? "&delimiter=/" : "") + (second ? "&list-type=2" : "");
        List<String> keys = new ArrayList<>();
        String next = "";
        int pages = 0;
        while (true) {
            Document page = list(query + next);
            keys.addAll(texts(page, "Key"));
            pages++;
            if (texts(page, "IsTruncated").equals(List.of("false"))) {
                break;
            }
            assertThat(texts(page, "Key")).hasSize(3);
            List<String> told = texts(page, second ? "NextContinuationToken" : "NextMarker");
            assertThat(told.isEmpty()).isEqualTo(!second && !delimited);
            String from = told.isEmpty() ? keys.getLast() : told.getFirst();
            next = (second ? "&continuation-token=" : "&marker=") + URLEncoder.encode(from, StandardCharsets.UTF_8);
        }

        try (Stream<Path> files = Files.walk(root.resolve("data"))) {
            assertThat(keys)
                    .isEqualTo(files.filter(Files::isRegularFile)
                            .map(file -> root.relativize(file).toString())
                            .filter(key -> key.startsWith(prefix) && !key.endsWith(".part"))
                            .sorted(Comparator.naturalOrder())
                            .toList());
        }
        assertThat(pages).isEqualTo((keys.size() + 2) / 3);
    }

    @Test
    void aListStartsAfterAKeyAndAFolderThatIsNotYetTold() throws Exception {
        assertThat(texts(
                        list("/?list-type=2&prefix=data/futures/&start-after=data/futures/um/daily/klines/ETHUSDT/1m/"
                                + "ETHUSDT-1m-2024-08-01.zip"),
                        "Key"))
                .containsExactly("data/futures/um/daily/klines/ETHUSDT/1m/ETHUSDT-1m-2024-08-01.zip.CHECKSUM");
        assertThat(prefixes(list("/?delimiter=/&prefix=data/&marker=data/futures/um/x")))
                .containsExactly("data/futures/", "data/spot/");
        assertThat(prefixes(list("/?delimiter=/&prefix=data/&marker=data/futures/")))
                .containsExactly("data/spot/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prefix=nothing/",
                "prefix=data/link/",
                "prefix=data/../",
                "prefix=/etc/",
                "prefix=data/spot/daily/trades/BTCUSDTX"
            })
    void whatIsNotPublishedIsNotListed(String query) throws Exception {
        for (String delimiter : List.of("", "&delimiter=/")) {
            Document page = list("/?list-type=2&" + query + delimiter);
            assertThat(texts(page, "Key")).isEmpty();
            assertThat(prefixes(page)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "list-type=3, expected list-type=2",
        "delimiter=-, expected the delimiter /",
        "prefix=&max-keys=many, expected max-keys",
        "prefix=data/spot%00/, expected a query without control characters",
        "list-type=2&continuation-token=%21, expected a continuation-token"
    })
    void whatIsNotUnderstoodIsNamed(String query, String reason) throws Exception {
        HttpResponse<byte[]> response = http.get(URI.create(server.uri() + "/?" + query));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).contains(reason);
    }

    @Test
    void aListingMayBeStaleWhileTheFileIsThere() throws Exception {
        server.inject(FaultSyntax.parse("unlisted:*-08-01*"));
        server.inject(FaultSyntax.parse("unlisted:*/BTCUSDT-X/"));

        assertThat(texts(list("/?list-type=2&prefix=data/futures/"), "Key")).isEmpty();
        assertThat(prefixes(list("/?list-type=2&delimiter=/&prefix=data/spot/daily/trades/")))
                .containsExactly("data/spot/daily/trades/BTCUSDT/");
        assertThat(http.get(server.uri(new ArchiveFile(Market.SPOT, "BTCUSDT", DAY)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFolderOfTheOtherLayoutIsAPageOfLinks() throws Exception {
        Path folder = Files.createDirectories(root.resolve("trading/BTCUSDT"));
        Files.createDirectories(root.resolve("spot/BTC&USDT"));
        Files.writeString(root.resolve("spot/BTC&USDT/BTC&USDT_2024-08-01.csv.gz"), "abc");
        List<String> names = IntStream.range(1, 5)
                .mapToObj(day -> "BTCUSDT2024-08-0" + day + ".csv.gz")
                .toList();
        for (String name : names) {
            Files.writeString(folder.resolve(name), name);
        }

        assertThat(links("/")).containsExactly("../", "spot/", "trading/");
        assertThat(links("/trading/")).containsExactly("../", "BTCUSDT/");
        assertThat(links("/spot/")).containsExactly("../", "BTC&amp;USDT/");
        List<String> links = links("/trading/BTCUSDT/");
        assertThat(links.subList(1, links.size())).isEqualTo(names);
        for (String name : names) {
            HttpResponse<byte[]> file = http.get(URI.create(server.uri() + "/trading/BTCUSDT/" + name));
            assertThat(text(file)).isEqualTo(name);
            assertThat(header(file, "Content-Type")).isEqualTo("application/gzip");
        }
        HttpResponse<byte[]> moved = http.get(URI.create(server.uri() + "/trading/BTCUSDT"));
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(header(moved, "Location")).isEqualTo("/trading/BTCUSDT/");
        assertThat(http.get(URI.create(server.uri() + "/data/")).statusCode()).isEqualTo(404);
        assertThat(http.get(URI.create(server.uri() + "/trading/ETHUSDT/")).statusCode())
                .isEqualTo(404);
    }

    private List<String> links(String path) throws Exception {
        HttpResponse<byte[]> page = http.get(URI.create(server.uri() + path));
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualTo("text/html");
        assertThat(text(page)).contains("<title>Index of " + path + "</title>");
        return Pattern.compile("href=\"([^\"]+)\"")
                .matcher(text(page))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private Document list(String pathAndQuery) throws Exception {
        HttpResponse<byte[]> response = http.get(URI.create(server.uri() + pathAndQuery));
        assertThat(response.statusCode()).as(pathAndQuery).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/xml");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(response.body()));
    }

    private static List<String> prefixes(Document page) {
        NodeList nodes = page.getElementsByTagNameNS(S3, "CommonPrefixes");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> ((Element) nodes.item(i))
                        .getElementsByTagNameNS(S3, "Prefix")
                        .item(0)
                        .getTextContent())
                .toList();
    }

    private static List<String> texts(Document page, String name) {
        NodeList nodes = page.getElementsByTagNameNS(S3, name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }
}
