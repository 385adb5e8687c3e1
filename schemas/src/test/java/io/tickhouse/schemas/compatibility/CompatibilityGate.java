package io.tickhouse.schemas.compatibility;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Says what is wrong with a schema as the successor of a released one: by the registry's own rules (FULL_TRANSITIVE), and
 * by those of the contract that no registry checks: a decimal keeps its precision and scale, a time keeps its unit, an
 * enum keeps its symbols in their order.
 */
final class CompatibilityGate {
    private final List<String> problems = new ArrayList<>();

    private CompatibilityGate() {}

    /** One sentence a problem; empty when {@code current} may succeed {@code released}. */
    static List<String> problems(Schema released, Schema current) {
        CompatibilityGate gate = new CompatibilityGate();
        gate.problems.addAll(new AvroSchema(current)
                .isCompatible(
                        CompatibilityLevel.FULL_TRANSITIVE,
                        List.of(new SimpleParsedSchemaHolder(new AvroSchema(released)))));
        gate.compare(released.getName(), released, current);
        return gate.problems;
    }

    private void compare(String where, Schema released, Schema current) {
        if (!Objects.equals(meaning(released), meaning(current))) {
            problems.add(where + ": was " + meaning(released) + ", is " + meaning(current));
        }
        if (released.getType() != current.getType()) {
            // the registry's rules have said so, or promoted it
            return;
        }
        switch (released.getType()) {
            case RECORD ->
                released.getFields().forEach(field -> {
                    Schema.Field successor = current.getField(field.name());
                    if (successor != null) {
                        compare(where + "." + field.name(), field.schema(), successor.schema());
                    }
                });
            case ARRAY -> compare(where + "[]", released.getElementType(), current.getElementType());
            case UNION -> {
                for (int i = 0;
                        i
                                < Math.min(
                                        released.getTypes().size(),
                                        current.getTypes().size());
                        i++) {
                    compare(
                            where,
                            released.getTypes().get(i),
                            current.getTypes().get(i));
                }
            }
            case ENUM -> {
                List<String> kept = released.getEnumSymbols();
                List<String> now = current.getEnumSymbols();
                if (now.size() < kept.size() || !now.subList(0, kept.size()).equals(kept)) {
                    problems.add(where + ": symbols were " + kept + ", are " + now + "; they may only be appended to");
                }
            }
            default -> {
                // a plain value: its type is the registry's business
            }
        }
    }

    /** What the bytes stand for, beyond their Avro type. */
    private static String meaning(Schema schema) {
        LogicalType type = schema.getLogicalType();
        if (type instanceof LogicalTypes.Decimal decimal) {
            return "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")";
        }
        return type == null ? "plain" : type.getName();
    }
}
