package io.tickhouse.simulator;

import io.tickhouse.simulator.archive.ArchiveServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code simulator serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Serves a folder in the layout of Binance's or Bybit's archive over HTTP on 127.0.0.1.",
            "",
            "Prints one line when it is ready: READY url=http://127.0.0.1:PORT",
            "It ends on SIGTERM or Ctrl-C, and when standard input ends if TICKHOUSE_STOP_ON_STDIN_EOF=true.",
            ""
        },
        footerHeading = "%nKinds of faults:%n")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ServeOptions serving = new ServeOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!ArchiveServer.isArchive(serving.dir())) {
            throw new IOException("expected a folder with data/, trading/ or spot/ in it, found none at "
                    + serving.dir() + ": make one with 'simulator archive'");
        }
        serving.serve("");
        return 0;
    }
}
