package io.tickhouse.simulator.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tickhouse.simulator.fault.Checksums;
import io.tickhouse.simulator.fault.ZipImage;
import io.tickhouse.simulator.market.Market;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our idea of the layout against an archive of recorded trades, where that is at hand. */
class RecordedArchiveTest {
    private static final LocalDate DAY = LocalDate.of(2024, 8, 8);
    private final Path root = Path.of(System.getProperty("tickhouse.root", "."), "..", "shared/fixtures/vision-mirror")
            .normalize();

    @BeforeEach
    void recorded() {
        assumeTrue(Files.isDirectory(root), () -> "no recorded archive at " + root);
    }

    @ParameterizedTest
    @CsvSource({"SPOT,BTCUSDT", "UM,BTCUSDT", "CM,BTCUSD_PERP"})
    void recordedFilesHaveOurNamesOurHeaderAndOurChecksumForm(Market market, String symbol) throws Exception {
        ArchiveFile file = new ArchiveFile(market, symbol, DAY);
        byte[] zip = Files.readAllBytes(file.zipIn(root));
        ZipImage image = ZipImage.read(zip);

        assertThat(image.name()).isEqualTo(file.csvName());
        assertThat(Files.readAllBytes(file.checksumIn(root)))
                .isEqualTo(Checksums.line(Checksums.hexOf(zip), file.zipName()));
        assertThat(new String(image.csv(), StandardCharsets.US_ASCII))
                .startsWith(market.header())
                .endsWith("\n");
    }

    @Test
    void recordedTradesAreServedUntouchedAndUnmarked() throws Exception {
        ArchiveFile file = new ArchiveFile(Market.UM, "BTCUSDT", DAY);
        try (ArchiveServer server = ArchiveServer.of(root);
                Http http = new Http()) {
            var response = http.get(server.uri(file));

            assertThat(response.body()).isEqualTo(Files.readAllBytes(file.zipIn(root)));
            assertThat(response.headers().firstValue("X-Tickhouse-Source")).isEmpty();
        }
    }
}
