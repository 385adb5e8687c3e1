package io.tickhouse.ingest.bulk.rows;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.TooManyRefusedRows;
import io.tickhouse.ingest.bulk.archive.ArchiveFile;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.decode.VolumeSum;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.schemas.market.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a whole file before a row of it is published: the packing, its size and CRC, the layout, and every row. It is
 * what makes "nothing half-loaded" true of a file whose later rows show that we do not understand it. The rows are encoded on
 * the way and kept for the publisher, as far as there is space.
 */
public final class Verifier {
    private static final int REASONS = 5;
    private static final int HOLES = 20;

    private final FileRows rows;
    private final long mostRefused;
    private final SpoolSpace space;

    /**
     * @param mostRefused with more refused rows than this a file is taken for an unknown layout
     * @param space for the rows that it keeps
     */
    public Verifier(FileRows rows, long mostRefused, SpoolSpace space) {
        this.rows = rows;
        this.mostRefused = mostRefused;
        this.space = space;
    }

    /**
     * Reads the file through.
     *
     * @throws ArchiveException if it cannot be loaded
     */
    public VerifiedFile verify(FetchedFile fetched) throws ArchiveException {
        SpoolWriter spool = new SpoolWriter(fetched, space);
        Pass pass = new Pass(fetched.file(), spool);
        boolean whole = false;
        try {
            rows.read(fetched, 0, pass);
            if (pass.refused > 0 && pass.refused == pass.count) {
                throw new TooManyRefusedRows(fetched.file(), pass.refused, "which is all of them", pass.reasons);
            }
            whole = pass.balance >= 0; // rows that go back in time are published from the last one on
        } finally {
            if (!whole) {
                spool.giveUp();
            }
        }
        return pass.result(fetched, spool.end());
    }

    private final class Pass implements RowSink<ArchiveException> {
        private final ArchiveFile file;
        private final SpoolWriter spool;
        private final long start;
        private final long end;
        private final List<String> reasons = new ArrayList<>();
        private final VolumeSum volume = new VolumeSum();
        private final IdRanges ids = new IdRanges();
        private long firstTime = Long.MAX_VALUE;
        private long lastTime = Long.MIN_VALUE;
        private long lastId = RowReader.NO_ID;
        private long count;
        private long refused;
        private long repeated;
        private long disordered;
        private long outside;
        private long lastSeen = Long.MIN_VALUE;
        /** Rows later than the one before, less those earlier. */
        private long balance;

        private Pass(ArchiveFile file, SpoolWriter spool) {
            this.file = file;
            this.spool = spool;
            this.start = Times.micros(file.period().start());
            this.end = Times.micros(file.period().end());
        }

        @Override
        public boolean record(long row, RowReader read) {
            count++;
            long id = read.id();
            if (id != RowReader.NO_ID) {
                ids.add(id);
                disordered += id < lastId ? 1 : 0;
                lastId = id;
            }
            long time = read.time();
            balance += lastSeen == Long.MIN_VALUE ? 0 : Long.signum(time - lastSeen);
            lastSeen = time;
            firstTime = Math.min(firstTime, time);
            lastTime = Math.max(lastTime, time);
            outside += time < start || time >= end ? 1 : 0;
            read.addVolume(volume);
            spool.record(read);
            return true;
        }

        @Override
        public boolean repeated(long row) {
            count++;
            repeated++;
            spool.repeated();
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
            spool.refused(line, bytes, reason);
            return true;
        }

        private VerifiedFile result(FetchedFile fetched, Optional<Spool> spool) {
            boolean any = firstTime <= lastTime;
            return new VerifiedFile(
                    fetched,
                    count,
                    refused,
                    List.copyOf(reasons),
                    repeated,
                    runOfIds(),
                    new VerifiedFile.Times(
                            any ? OptionalLong.of(firstTime) : OptionalLong.empty(),
                            any ? OptionalLong.of(lastTime) : OptionalLong.empty(),
                            outside),
                    balance < 0,
                    volume.isUsed() ? volume.value() : null,
                    spool);
        }

        private Optional<VerifiedFile.Ids> runOfIds() {
            List<IdRange> seen = ids.seen();
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            List<IdRange> holes = ids.holes();
            return Optional.of(new VerifiedFile.Ids(
                    seen.getFirst().first(),
                    seen.getLast().last(),
                    holes.stream().mapToLong(IdRange::count).sum(),
                    holes.stream().limit(HOLES).toList(),
                    holes.stream().mapToLong(IdRange::count).max().orElse(0),
                    disordered));
        }
    }
}
