package io.tickhouse.bench.storage;

import io.tickhouse.bench.engine.Engine;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/** A way to store the same trades. */
enum Variant {
    OURS("as Tickhouse stores them"),
    DEFAULT_CODECS("default codecs (LZ4)"),
    FLOATS("our codecs, prices and quantities as Float64"),
    FLOATS_DEFAULT("default codecs, prices and quantities as Float64");

    private static final Pattern CODEC = Pattern.compile(" CODEC\\((?:[^()]|\\([^()]*\\))*\\)");
    private static final Pattern DECIMAL = Pattern.compile("Decimal\\(38, 18\\)");

    private final String label;

    Variant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** The table's name with its database. */
    String table() {
        return this == OURS ? "market_store.trades" : "bench." + name().toLowerCase(Locale.ROOT);
    }

    /** Makes an empty table, from Tickhouse's own as the migrations left it. */
    void create(Engine engine) throws IOException, InterruptedException {
        if (this == OURS) {
            engine.ask("TRUNCATE TABLE market_store.trades");
            return;
        }
        String ddl = engine.ask("SHOW CREATE TABLE market_store.trades FORMAT TabSeparatedRaw")
                .replace("market_store.trades", table());
        if (this != FLOATS) {
            ddl = CODEC.matcher(ddl).replaceAll("");
        }
        if (this != DEFAULT_CODECS) {
            ddl = DECIMAL.matcher(ddl).replaceAll("Float64");
        }
        engine.ask("DROP TABLE IF EXISTS " + table());
        engine.ask(ddl);
    }
}
