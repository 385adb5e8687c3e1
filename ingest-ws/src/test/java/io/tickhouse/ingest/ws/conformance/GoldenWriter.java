package io.tickhouse.ingest.ws.conformance;

import io.tickhouse.ingest.ws.venue.VenueAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes into a file of golden frames what the decoder makes of each, to be read over and compared with the venue's
 * documentation before it is kept: {@code GoldenWriter ADAPTER_CLASS FILE}.
 */
final class GoldenWriter {
    private GoldenWriter() {}

    public static void main(String[] args) throws Exception {
        VenueAdapter adapter = Class.forName(args[0])
                .asSubclass(VenueAdapter.class)
                .getConstructor()
                .newInstance();
        List<String> lines = new ArrayList<>();
        for (Golden golden : Golden.of(adapter.venue().name())) {
            lines.add(golden.channel() + " | " + golden.variant() + " | " + golden.action());
            lines.add(golden.frame());
            lines.addAll(golden.found(adapter.frames()));
            lines.add("");
        }
        Files.writeString(Path.of(args[1]), String.join("\n", lines));
    }
}
