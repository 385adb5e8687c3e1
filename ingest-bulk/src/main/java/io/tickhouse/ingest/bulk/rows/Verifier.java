package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooManyRefusedRows;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.market.Trade;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads a whole file before a row of it is published: the ZIP's entry, size and CRC, the layout, and every row. Decoding
 * twice costs little beside publishing, and it is what makes "nothing half-loaded" true of a file whose later rows show
 * that we do not understand it.
 */
public final class Verifier {
    private static final int REASONS = 5;

    private final TradeRows rows;
    private final long mostRefused;

    /** @param mostRefused with more refused rows than this a file is taken for an unknown layout */
    public Verifier(TradeRows rows, long mostRefused) {
        this.rows = rows;
        this.mostRefused = mostRefused;
    }

    /**
     * Reads the file through.
     *
     * @throws ArchiveException if it cannot be loaded
     */
    public VerifiedFile verify(FetchedFile fetched) throws ArchiveException {
        Pass pass = new Pass(fetched.file());
        rows.read(fetched, 0, pass);
        if (pass.refused > 0 && pass.refused == pass.count) {
            throw new TooManyRefusedRows(fetched.file(), pass.refused, "which is all of them", pass.reasons);
        }
        return new VerifiedFile(
                fetched,
                pass.count,
                pass.refused,
                List.copyOf(pass.reasons),
                new VerifiedFile.Ids(pass.first, pass.last, pass.missing, pass.disordered),
                pass.outsideDay);
    }

    private final class Pass implements RowSink<ArchiveException> {
        private final ArchiveFile file;
        private final Instant dayStart;
        private final Instant dayEnd;
        private final List<String> reasons = new ArrayList<>();
        private OptionalLong first = OptionalLong.empty();
        private OptionalLong last = OptionalLong.empty();
        private long count;
        private long refused;
        private long missing;
        private long disordered;
        private long outsideDay;

        private Pass(ArchiveFile file) {
            this.file = file;
            this.dayStart = file.day().atStartOfDay(ZoneOffset.UTC).toInstant();
            this.dayEnd = file.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        @Override
        public boolean record(long row, Trade trade) {
            count++;
            long id = trade.getSequence();
            if (last.isEmpty()) {
                first = OptionalLong.of(id);
            } else if (id > last.getAsLong()) {
                missing += id - last.getAsLong() - 1;
            } else {
                disordered++;
            }
            last = OptionalLong.of(id);
            if (trade.getEventTime().isBefore(dayStart) || !trade.getEventTime().isBefore(dayEnd)) {
                outsideDay++;
            }
            return true;
        }

        @Override
        public boolean refused(long row, long line, byte[] bytes, String reason) throws ArchiveException {
            count++;
            refused++;
            if (reasons.size() < REASONS) {
                reasons.add(file.path() + ", line " + line + ": " + reason);
            }
            if (refused > mostRefused) {
                throw new TooManyRefusedRows(
                        file, refused, "more than the " + mostRefused + " that bulk.refused.rows.max allows", reasons);
            }
            return true;
        }
    }
}
