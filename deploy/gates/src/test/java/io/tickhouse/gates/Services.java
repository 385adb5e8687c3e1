package io.tickhouse.gates;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

/** Assigns each class to the service it belongs to; the contract and the boot kit, which all share, to none. */
final class Services implements SliceAssignment {
    private static final List<String> ROOTS = List.of(
            "io.tickhouse.ingest.bulk",
            "io.tickhouse.ingest.ws",
            "io.tickhouse.streams",
            "io.tickhouse.sink.clickhouse",
            "io.tickhouse.simulator");

    @Override
    public String getDescription() {
        return "services";
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        return ROOTS.stream()
                .filter(root -> type.getPackageName().startsWith(root))
                .findFirst()
                .map(SliceIdentifier::of)
                .orElse(SliceIdentifier.ignore());
    }
}
