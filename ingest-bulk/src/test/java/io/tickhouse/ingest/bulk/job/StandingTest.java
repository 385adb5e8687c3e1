package io.tickhouse.ingest.bulk.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingTest {
    private final BulkFile loading = entry(BulkFileState.LOADING);
    private final BulkFile loaded = entry(BulkFileState.LOADED);

    @Test
    void aFileWithoutAnEntryIsFresh() {
        assertThat(Standing.of(null, "aa")).isEqualTo(new Standing.Fresh());
    }

    @Test
    void theSameContentIsBegunOrLoaded() {
        assertThat(Standing.of(loading, "aa")).isEqualTo(new Standing.Begun(loading));
        assertThat(Standing.of(loaded, "aa")).isEqualTo(new Standing.Loaded(loaded));
    }

    @Test
    void otherContentIsOtherContentWhateverItsState() {
        assertThat(Standing.of(loading, "bb")).isEqualTo(new Standing.OtherContent(loading));
        assertThat(Standing.of(loaded, "bb")).isEqualTo(new Standing.OtherContent(loaded));
    }

    private static BulkFile entry(BulkFileState state) {
        return new BulkFile("v", "s", "trades", "p", "aa", state, 7L, 6L, 1L, Instant.EPOCH);
    }
}
