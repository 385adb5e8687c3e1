package io.tickhouse.simulator;

import io.tickhouse.simulator.archive.ArchiveServer;
import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.FaultSyntax;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that both commands share, and what they do: serve a folder until told to stop. */
final class ServeOptions {
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "The archive folder; data/, trading/ or spot/ lie below it.")
    private Path dir = Path.of("");

    @Option(names = "--port", paramLabel = "PORT", description = "Port on 127.0.0.1; 0, the default, takes a free one.")
    private int port = 0;

    @Option(
            names = "--page-size",
            paramLabel = "KEYS",
            description = "Most keys in one answer to a list request; ${DEFAULT-VALUE} by default, as the venue.")
    private int pageSize = ArchiveServer.PAGE_SIZE;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            converter = FaultConverter.class,
            description = {
                "What is to go wrong: KIND:PATTERN[:N[:TIMES]][:after=ANSWERS]; may be repeated.",
                "PATTERN is a whole URL path, each * any characters, for instance '*-2026-01-01.zip'. TIMES is the"
                        + " number of answers it spoils (default: all); with after=ANSWERS that many stay whole first.",
                "Faults of one kind, and all refusals, take their turns in the order given. While it serves, POST adds"
                        + " faults to /simulator/faults, DELETE ends all, GET tells them."
            })
    private List<Fault> faults = new ArrayList<>();

    static final class FaultConverter implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            try {
                return FaultSyntax.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    Path dir() {
        return dir;
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    /** @param ready what the READY line tells after the address, empty for nothing */
    void serve(String ready) throws IOException, InterruptedException {
        try (ArchiveServer server = ArchiveServer.on(port, dir, pageSize)) {
            faults.forEach(server::inject);
            System.out.println("READY url=" + server.uri() + ready);
            System.out.flush();
            Lifetime.awaitEnd();
        }
    }
}
