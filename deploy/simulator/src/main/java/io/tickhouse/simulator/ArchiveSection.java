package io.tickhouse.simulator;

import io.tickhouse.simulator.dataset.BybitProduct;
import io.tickhouse.simulator.market.Market;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code --market} chooses: a venue's archive and a section of it. */
enum ArchiveSection {
    SPOT,
    UM,
    CM,
    BYBIT_SPOT,
    BYBIT_LINEAR;

    /** The name on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException naming the choices when the label is none of them */
    static ArchiveSection of(String label) {
        return Arrays.stream(values())
                .filter(section -> section.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a market of "
                        + Arrays.stream(values()).map(ArchiveSection::label).collect(Collectors.joining(", "))
                        + ", found '" + label + "'"));
    }

    /** Bybit's section; empty when it is one of Binance's. */
    Optional<BybitProduct> bybit() {
        return switch (this) {
            case BYBIT_SPOT -> Optional.of(BybitProduct.SPOT);
            case BYBIT_LINEAR -> Optional.of(BybitProduct.LINEAR);
            default -> Optional.empty();
        };
    }

    /** Binance's section. */
    Market binance() {
        return Market.of(label());
    }
}
