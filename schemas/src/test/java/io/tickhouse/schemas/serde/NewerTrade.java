package io.tickhouse.schemas.serde;

import io.tickhouse.market.Trade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** A trade as some later version may write it: one field more at the front, one symbol more in an enum. */
final class NewerTrade {
    private NewerTrade() {}

    static Schema schema(Schema side) {
        Schema now = Trade.getClassSchema();
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("note", Schema.create(Schema.Type.STRING), "Something new. No unit.", ""));
        for (Field field : now.getFields()) {
            Schema schema = field.name().equals("side") ? side : field.schema();
            fields.add(new Field(field.name(), schema, field.doc(), field.defaultVal()));
        }
        return Schema.createRecord("Trade", now.getDoc(), now.getNamespace(), false, fields);
    }

    static byte[] bytes(Schema newer, Schema side, Trade trade, int id) throws IOException {
        GenericRecord plain = AvroBytes.generic(trade);
        GenericRecord written = new GenericData.Record(newer);
        plain.getSchema().getFields().forEach(field -> written.put(field.name(), plain.get(field.name())));
        written.put("note", "hello");
        written.put("side", new GenericData.EnumSymbol(side, "CROSS"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(WireFormat.header(id));
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(newer).write(written, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
