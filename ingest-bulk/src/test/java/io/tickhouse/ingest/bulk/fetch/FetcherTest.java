package io.tickhouse.ingest.bulk.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickhouse.ingest.bulk.TestFiles;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Missing;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooLarge;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import io.tickhouse.ingest.bulk.archive.ArchiveException.WrongChecksum;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.venue.binance.BinanceMarket;
import io.tickhouse.ingest.bulk.venue.binance.BinanceVenue;
import io.tickhouse.service.StopSignal;
import io.tickhouse.simulator.archive.ArchiveFolder;
import io.tickhouse.simulator.archive.ArchiveServer;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.PathPattern;
import io.tickhouse.simulator.market.Market;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a server that misbehaves. */
class FetcherTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 1);
    private static final ArchiveFile FILE = TestFiles.trades(BinanceMarket.SPOT, "BTCUSDT", DAY);
    private static final PathPattern ZIP = PathPattern.of("*.zip");
    private static final FetchSettings SETTINGS = new FetchSettings(
            3, Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(200), Duration.ofMillis(400));
    private static final BinanceVenue VENUE = new BinanceVenue(BinanceMarket.SPOT);

    @TempDir
    private Path folder;

    private ArchiveFolder.Day day;
    private ArchiveServer server;
    private Archive archive;
    private Fetcher fetcher;

    @BeforeEach
    void serve() throws Exception {
        ArchiveFolder files = ArchiveFolder.in(folder.resolve("archive"));
        day = files.day(Market.SPOT, "BTCUSDT", DAY, "1,60000.00,0.5,30000.00,1709251200000,True,True".repeat(50));
        server = ArchiveServer.of(files.root());
        archive = Archives.open(VENUE, server.uri().toString(), SETTINGS, new StopSignal());
        fetcher = new Fetcher(archive, folder.resolve("work"), 1 << 20);
    }

    @AfterEach
    void close() {
        archive.close();
        server.close();
    }

    @Test
    void aWholeFileComesWithItsChecksum() throws Exception {
        FetchedFile fetched = fetcher.fetch(FILE);
        assertThat(fetched.checksum()).isEqualTo(day.sha256());
        assertThat(fetched.path()).hasSameBinaryContentAs(day.zip());
    }

    @Test
    void busyAnswersAndCutConnectionsAreTriedAgain() throws Exception {
        server.inject(new Fault.Unavailable(ZIP, 1)).inject(new Fault.Cut(ZIP, 20, 1));
        assertThat(fetcher.fetch(FILE).path()).hasSameBinaryContentAs(day.zip());
    }

    @Test
    void aServerThatStaysBusyIsGivenUpAfterAllAttempts() {
        server.inject(new Fault.Unavailable(ZIP, Fault.ALWAYS));
        assertThatThrownBy(() -> fetcher.fetch(FILE))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("failed 3 times")
                .hasMessageContaining("503");
    }

    @Test
    void aBodyThatStaysSilentIsBrokenOff() {
        server.inject(new Fault.Slow(ZIP, 1, Fault.ALWAYS));
        assertThatThrownBy(() -> fetcher.fetch(FILE))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("no byte");
    }

    @Test
    void aStaleChecksumIsAskedForOnceMore() throws Exception {
        server.inject(new Fault.StaleChecksum(ZIP, 1));
        assertThat(fetcher.fetch(FILE).checksum()).isEqualTo(day.sha256());
    }

    @Test
    void aChecksumThatStaysWrongIsAnErrorAndLeavesNoFile() {
        day.withWrongChecksum();
        assertThatThrownBy(() -> fetcher.fetch(FILE))
                .isInstanceOf(WrongChecksum.class)
                .hasMessageContaining(FILE.path())
                .hasMessageContaining("expected SHA-256");
        assertThat(folder.resolve("work/binance-spot/" + FILE.path().replace('/', '~')))
                .doesNotExist();
    }

    @Test
    void aChecksumFileThatIsNoneOrForAnotherFileIsShown() {
        day.withChecksumText("<html>not found</html>\n");
        assertThatThrownBy(() -> fetcher.fetch(FILE))
                .isInstanceOf(WrongChecksum.class)
                .hasMessageContaining("<html>");
        day.withChecksumText("0".repeat(64) + "  ETHUSDT-trades-2024-03-01.zip\n");
        assertThatThrownBy(() -> fetcher.fetch(FILE))
                .isInstanceOf(WrongChecksum.class)
                .hasMessageContaining("found that of ETHUSDT-trades-2024-03-01.zip");
    }

    @Test
    void aFileThatIsNotThereIsSeenAtOnceAndFinally() throws Exception {
        server.inject(new Fault.NotFound(ZIP, Fault.ALWAYS));
        assertThat(fetcher.presence(FILE).bytes()).isEmpty();
        assertThat(fetcher.presence(FILE).announced()).isTrue();
        assertThatThrownBy(() -> fetcher.fetch(FILE))
                .isInstanceOf(Missing.class)
                .hasMessageContaining("404");
    }

    @Test
    void aZipBeyondTheLimitIsRefused() {
        Fetcher small = new Fetcher(archive, folder.resolve("work"), 10);
        assertThatThrownBy(() -> small.fetch(FILE)).isInstanceOf(TooLarge.class);
    }

    @Test
    void aFolderIsAnArchiveTooAndItsAbsenceIsSaid() throws Exception {
        try (Archive local = Archives.open(VENUE, folder.resolve("archive").toString(), SETTINGS, new StopSignal())) {
            assertThat(new Fetcher(local, folder.resolve("work"), 1 << 20)
                            .fetch(FILE)
                            .checksum())
                    .isEqualTo(day.sha256());
        }
        assertThatThrownBy(() -> Archives.open(VENUE, folder.resolve("nowhere").toString(), SETTINGS, new StopSignal()))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("expected a folder");
    }

    @Test
    void whatAKilledLoadLeftIsTakenOverAndWhatALivingOneHasIsNot() throws IOException, Unreachable {
        Path work = folder.resolve("work");
        Files.createDirectories(work.resolve("load-999999999"));
        Files.writeString(work.resolve("load-999999999/half.part"), "half");
        Files.createDirectories(work.resolve("load-1"));
        try (WorkFolder mine = WorkFolder.in(work, false)) {
            assertThat(mine.path().resolve("half.part")).hasContent("half");
            assertThat(work.resolve("load-999999999")).doesNotExist();
        }
        assertThat(work.resolve("load-1")).isDirectory();
    }

    @Test
    void aCutFileGoesOnWhereItBrokeOff() throws Exception {
        server.inject(new Fault.Cut(ZIP, 20, 1));
        assertThat(fetcher.fetch(FILE).path()).hasSameBinaryContentAs(day.zip());
        // served: all of it once, and the first 20 bytes twice at most
        assertThat(part(FILE)).doesNotExist();
    }

    @Test
    void aPartOfAnotherGenerationIsThrownAway() throws Exception {
        Path part = part(FILE);
        Files.createDirectories(part.resolveSibling("."));
        Files.writeString(part, "bytes of an older file");
        Files.writeString(part.resolveSibling(part.getFileName() + ".etag"), "\"another\"");
        assertThat(fetcher.fetch(FILE).path()).hasSameBinaryContentAs(day.zip());
    }

    @Test
    void aWholeFileOfAnEarlierProcessIsNotFetchedAgain() throws Exception {
        fetcher.fetch(FILE);
        server.inject(new Fault.NotFound(ZIP, Fault.ALWAYS));
        assertThat(fetcher.fetch(FILE).path()).hasSameBinaryContentAs(day.zip());
    }

    private Path part(ArchiveFile file) {
        return folder.resolve("work/binance-spot/" + file.path().replace('/', '~') + ".part");
    }
}
