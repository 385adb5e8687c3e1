package io.tickhouse.bench.bulk;

import io.tickhouse.bench.Benchmark;
import io.tickhouse.bench.Trial;
import io.tickhouse.bench.report.Measured;
import io.tickhouse.bench.report.Result;
import io.tickhouse.bench.sink.BenchStack;
import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.decode.Reading;
import io.tickhouse.ingest.bulk.decode.RowReader;
import io.tickhouse.ingest.bulk.fetch.FetchedFile;
import io.tickhouse.ingest.bulk.rows.FileRows;
import io.tickhouse.ingest.bulk.rows.RowSink;
import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.apache.avro.specific.SpecificRecord;

/** One thread from a ZIP to Avro bytes, beside one that only inflates. */
public final class BulkDecodeBench implements Benchmark {
    @Override
    public String name() {
        return "bulk-decode";
    }

    @Override
    public String description() {
        return "one thread: inflate + CSV → Avro bytes of trades, beside inflate alone";
    }

    @Override
    public List<Result> run(Trial trial) throws Exception {
        long trades = trial.quick() ? 500_000 : 4_000_000;
        try (BenchStack stack = BenchStack.start(trial, "bulk-decode", 4)) {
            SimulatedDays days = SimulatedDays.make(trial, stack.folder().resolve("archive"), 1, trades);
            FetchedFile file = days.files().getFirst();
            FileRows rows = SimulatedDays.rows(new Reading.Serializers() {
                @Override
                public <R extends SpecificRecord> RecordSerializer<R> of(Topic<R> topic) {
                    return new RecordSerializer<>(topic, stack.registry());
                }
            });
            List<Double> ours = new ArrayList<>();
            List<Double> reading = new ArrayList<>();
            List<Double> inflate = new ArrayList<>();
            for (int run = -1; run < trial.runs(); run++) {
                double encoded = rate(trades, () -> decode(rows, file, true));
                double read = rate(trades, () -> decode(rows, file, false));
                double inflated = rate(trades, () -> inflate(file));
                if (run >= 0) { // the first warms the compiler up
                    ours.add(encoded);
                    reading.add(read);
                    inflate.add(inflated);
                }
            }
            return List.of(new Result(
                    "bulk-decode",
                    "trades/s",
                    new Measured("inflate, parse, verify, encode", ours),
                    List.of(
                            new Measured("inflate, parse, verify: what reading a file through costs", reading),
                            new Measured("limit: inflate alone", inflate)),
                    "≥ 2,000,000"));
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double rate(long trades, Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return trades * 1e9 / (System.nanoTime() - begun);
    }

    private static void decode(FileRows rows, FetchedFile file, boolean encode) throws ArchiveException {
        Counting counting = new Counting(encode);
        rows.read(file, 0, counting);
        if (counting.records == 0) {
            throw new IllegalStateException("nothing was read from " + file.path());
        }
    }

    private static void inflate(FetchedFile file) throws IOException {
        byte[] buffer = new byte[1 << 18];
        try (ZipFile zip = new ZipFile(file.path().toFile());
                InputStream in = zip.getInputStream(zip.entries().nextElement())) {
            while (in.read(buffer) >= 0) {
                // the bytes are what is waited for
            }
        }
    }

    private static final class Counting implements RowSink<ArchiveException> {
        private final boolean encode;
        private long records;
        private long bytes;

        private Counting(boolean encode) {
            this.encode = encode;
        }

        @Override
        public boolean record(long row, RowReader read) {
            records++;
            bytes += encode ? read.encoded().size() : 0;
            return bytes >= 0;
        }

        @Override
        public boolean repeated(long row) {
            throw new IllegalStateException("row " + row + " is repeated");
        }

        @Override
        public boolean refused(long row, long line, byte[] text, String reason) {
            throw new IllegalStateException("line " + line + " is refused: " + reason);
        }
    }
}
