package io.tickhouse.ingest.bulk.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
    private final BulkFile loading = entry(BulkFileState.LOADING);
    private final BulkFile loaded = entry(BulkFileState.LOADED);

    @Test
    void aFileWithoutAnEntryIsFresh() {
        assertThat(Standing.of(Optional.empty(), Optional.of("aa"))).isEqualTo(new Standing.Fresh());
    }

    @Test
    void theSameContentIsBegunOrLoaded() {
        assertThat(Standing.of(Optional.of(loading), Optional.of("aa"))).isEqualTo(new Standing.Begun(loading));
        assertThat(Standing.of(Optional.of(loaded), Optional.of("aa"))).isEqualTo(new Standing.Loaded(loaded));
    }

    @Test
    void otherContentIsOtherContentWhateverItsState() {
        assertThat(Standing.of(Optional.of(loading), Optional.of("bb"))).isEqualTo(new Standing.OtherContent(loading));
        assertThat(Standing.of(Optional.of(loaded), Optional.of("bb"))).isEqualTo(new Standing.OtherContent(loaded));
    }

    @Test
    void aFileSetAsideGoesOnWhereItWasOrIsFreshWhenNothingOfItWasPublished() {
        BulkFile begun = entry(BulkFileState.QUARANTINED);
        assertThat(Standing.of(Optional.of(begun), Optional.of("aa"))).isEqualTo(new Standing.Begun(begun));
        assertThat(Standing.of(Optional.of(begun), Optional.of("bb"))).isEqualTo(new Standing.OtherContent(begun));
        BulkFile untouched = entry(BulkFileState.QUARANTINED);
        untouched.setNextRow(0L);
        assertThat(Standing.of(Optional.of(untouched), Optional.of("bb"))).isEqualTo(new Standing.Fresh());
    }

    @Test
    void anArchiveWithoutChecksumsIsTakenToHaveTheSameContent() {
        assertThat(Standing.of(Optional.of(loaded), Optional.empty())).isEqualTo(new Standing.Loaded(loaded));
    }

    private static BulkFile entry(BulkFileState state) {
        return BulkFile.newBuilder()
                .setVenue("v")
                .setSymbol("s")
                .setDataType("trades")
                .setFile("p")
                .setChecksum("aa")
                .setState(state)
                .setNextRow(7L)
                .setRecords(6L)
                .setDeadLetters(1L)
                .setUpdateTime(Instant.EPOCH)
                .build();
    }
}
