package io.tickhouse.local;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/** libchdb.so through the Foreign Function API. An engine starts once in a process. */
final class ChdbLibrary {
    private final MethodHandle commandLine;

    private ChdbLibrary(MethodHandle commandLine) {
        this.commandLine = commandLine;
    }

    /** Loads the library and keeps its signal handlers off, since the JVM lives by its own. */
    @SuppressWarnings("restricted")
    static ChdbLibrary load(Path file) {
        SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
        Linker linker = Linker.nativeLinker();
        MethodHandle handlers = linker.downcallHandle(
                symbols.findOrThrow("chdb_set_signal_handlers_enabled"), FunctionDescriptor.ofVoid(JAVA_INT));
        try {
            handlers.invokeExact(0);
        } catch (Throwable e) {
            throw new IllegalStateException("The engine's signal handlers could not be switched off", e);
        }
        return new ChdbLibrary(linker.downcallHandle(
                symbols.findOrThrow("chdb_query_cmdline"), FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS)));
    }

    /** Runs this command line of clickhouse-local to its end; the engine reports errors on standard error. */
    void run(List<String> command) {
        Arena arena = Arena.global();
        MemorySegment arguments = arena.allocate(ADDRESS, command.size() + 1L);
        for (int i = 0; i < command.size(); i++) {
            arguments.setAtIndex(ADDRESS, i, arena.allocateFrom(command.get(i)));
        }
        try {
            MemorySegment result = (MemorySegment) commandLine.invokeExact(command.size(), arguments);
            if (result.equals(MemorySegment.NULL)) {
                System.err.println("The engine returned no result.");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("The engine's command line call failed", e);
        }
    }
}
