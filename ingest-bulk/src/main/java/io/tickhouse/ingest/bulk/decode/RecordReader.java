package io.tickhouse.ingest.bulk.decode;

import io.tickhouse.schemas.Topic;
import io.tickhouse.schemas.serde.AvroBuffer;
import io.tickhouse.schemas.serde.RecordSerializer;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows that are not numbered by way of the contract's generated records.
 *
 * @param <R> the type's record
 */
public final class RecordReader<R extends SpecificRecord> implements RowReader {
    private final Columns columns;
    private final RowDecoder<R> decoder;
    private final Topic<R> topic;
    private final RecordSerializer<R> serializer;
    private final Fields fields = new Fields();
    private final AvroBuffer buffer = new AvroBuffer();
    private @Nullable R row;

    public RecordReader(Columns columns, RowDecoder<R> decoder, Topic<R> topic, Reading reading) {
        this.columns = columns;
        this.decoder = decoder;
        this.topic = topic;
        this.serializer = reading.serializers().of(topic);
    }

    @Override
    public void read(byte[] bytes, int from, int to) throws RefusedRow {
        columns.requireAll(fields.split(bytes, from, to));
        row = decoder.decode(fields);
    }

    @Override
    public long id() {
        return NO_ID;
    }

    @Override
    public long time() {
        return decoder.time(row());
    }

    @Override
    public void addVolume(VolumeSum sum) {
        decoder.addVolume(row(), sum);
    }

    @Override
    public AvroBuffer encoded() {
        byte[] value = Objects.requireNonNull(serializer.serialize(topic.name(), row()));
        buffer.cutTo(0);
        buffer.raw(value, 0, value.length);
        return buffer;
    }

    private R row() {
        return Objects.requireNonNull(row, "no row was read");
    }
}
