package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.util.List;

/**
 * A file that a simulated archive is to have.
 *
 * @param path relative to the archive's root, with {@code /}
 * @param companions paths of what must be there with it, such as its checksum
 * @param parameters all that decides its content: a file made from the same ones is kept
 * @param trades that it is made of
 * @param making puts it on disk, replacing what is there
 */
record PlannedFile(String path, List<String> companions, String parameters, long trades, Making making) {
    @FunctionalInterface
    interface Making {
        void run() throws IOException;
    }
}
