package io.tickhouse.local;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The calls of the C library that Java has no words for: moving file descriptors, and leaving at once. */
final class Posix {
    private final MethodHandle close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle dup = function("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle dup2 = function("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private final MethodHandle pipe = function("pipe", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private final MethodHandle exit = function("_exit", FunctionDescriptor.ofVoid(JAVA_INT));

    /** Another number for the same open file. */
    int duplicate(int descriptor) throws IOException {
        return checked("dup", call(dup, descriptor));
    }

    /** Puts the read end of a new pipe in the place of {@code descriptor} and returns the write end. */
    int pipeInto(int descriptor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(MemoryLayout.sequenceLayout(2, JAVA_INT));
            checked("pipe", call(pipe, ends));
            int read = ends.getAtIndex(JAVA_INT, 0);
            checked("dup2", call(dup2, read, descriptor));
            close(read);
            return ends.getAtIndex(JAVA_INT, 1);
        }
    }

    void close(int descriptor) {
        call(close, descriptor);
    }

    /** Ends the process at once: no exit handlers of native libraries, no finalizers. */
    void exit(int status) {
        System.out.flush();
        System.err.flush();
        call(exit, status);
    }

    private static int checked(String name, Object result) throws IOException {
        if (result instanceof Integer number && number >= 0) {
            return number;
        }
        throw new IOException("The system call " + name + " failed with " + result);
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            Object result = function.invokeWithArguments(arguments);
            return result == null ? 0 : result;
        } catch (Throwable e) {
            throw new IllegalStateException("A call of the C library failed", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
