package io.tickhouse.sink.clickhouse.map;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Reads the fields of one record one after the other. This class is a template: {@link #of} defines a copy of it for each list
 * of fields, in which that list is a constant. The compiler of the JVM then sees one straight piece of code from the first
 * field to the last, where a loop over an array would stop it at every call.
 */
final class CompiledRecord implements RecordField {
    private static final MethodHandle FIELDS = fields();

    private CompiledRecord() {}

    static RecordField of(List<RecordField> fields) {
        try {
            MethodHandles.Lookup here = MethodHandles.lookup();
            MethodType type = MethodType.methodType(void.class, AvroInput.class, Column[].class);
            MethodHandle read = here.findVirtual(RecordField.class, "read", type);
            MethodHandle all = MethodHandles.empty(type);
            for (RecordField field : fields.reversed()) {
                all = MethodHandles.foldArguments(all, read.bindTo(field));
            }
            MethodHandles.Lookup copy = here.defineHiddenClassWithClassData(template(), all, true);
            return (RecordField) copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot define a copy of " + CompiledRecord.class, e);
        }
    }

    private static byte[] template() {
        String name = CompiledRecord.class.getSimpleName() + ".class";
        try (InputStream code = requireNonNull(CompiledRecord.class.getResourceAsStream(name), name)) {
            return code.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** The constant of a copy; the template itself has none and reads nothing. */
    private static MethodHandle fields() {
        try {
            MethodHandle fields = MethodHandles.classData(MethodHandles.lookup(), "_", MethodHandle.class);
            return fields == null
                    ? MethodHandles.empty(MethodType.methodType(void.class, AvroInput.class, Column[].class))
                    : fields;
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public void read(AvroInput in, Column[] row) {
        try {
            FIELDS.invokeExact(in, row);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a field's reader threw a checked exception", e);
        }
    }
}
