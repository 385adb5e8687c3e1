package io.tickhouse.schemas.serde;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the contract's generated classes may be made from what lies in a topic. Avro from 1.12.2 on refuses
 * every class it was not told of. The serdes of this package tell it by themselves; a consumer with a stock Avro
 * deserializer and {@code specific.avro.reader=true} calls {@link #register} once before its first poll, or starts its
 * JVM with {@code -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.tickhouse.market}.
 */
public final class TrustedRecords {
    private static final String PACKAGE = "io.tickhouse.market";
    private static boolean registered;

    private TrustedRecords() {}

    /** Adds the generated classes to those Avro trusts in this JVM; what it trusted before stays. Repeating does nothing. */
    public static synchronized void register() {
        if (!registered) {
            ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                    ClassSecurityValidator.getGlobal(),
                    type -> type.getPackageName().equals(PACKAGE)));
            registered = true;
        }
    }
}
