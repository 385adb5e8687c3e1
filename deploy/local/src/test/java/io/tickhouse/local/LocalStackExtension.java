package io.tickhouse.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.LoggerFactory;

/**
 * Gives tests a running stack: one for the whole test run, started at its first use, its data under
 * {@code target/stack-<process>} and removed at the end. Parameters of type {@link Endpoints} and {@link LocalStack} are
 * filled in. When the environment variable {@value #VARIABLE} names an endpoints file, that stack is used and left as
 * it is; tests that ask for a {@link LocalStack}, to stop and start its parts, are then skipped.
 */
public final class LocalStackExtension implements BeforeAllCallback, ExecutionCondition, ParameterResolver {
    public static final String VARIABLE = "TICKHOUSE_TEST_STACK";

    private static final String NO_STACK =
            "needs a stack of its own to stop and start its parts, but " + VARIABLE + " gives a running one";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean wantsParts = context.getTestMethod()
                .map(method -> List.of(method.getParameterTypes()).contains(LocalStack.class))
                .orElse(false);
        return wantsParts && given() != null
                ? ConditionEvaluationResult.disabled(NO_STACK)
                : ConditionEvaluationResult.enabled("the stack can be had");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Endpoints.class || type == LocalStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = shared(context);
        if (parameter.getParameter().getType() == Endpoints.class) {
            return shared.endpoints();
        }
        return switch (shared) {
            case Own own -> own.stack();
            case Given given -> throw new ParameterResolutionException(NO_STACK);
        };
    }

    private static Shared shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(LocalStackExtension.class))
                .getOrComputeIfAbsent(Shared.class, type -> open(), Shared.class);
    }

    private static Shared open() {
        String file = given();
        if (file != null) {
            return new Given(Endpoints.read(Path.of(file)));
        }
        quietBroker();
        Path module = Path.of(System.getProperty("basedir", ""));
        Path data = module.resolve("target")
                .resolve("stack-" + ProcessHandle.current().pid())
                .toAbsolutePath();
        return new Own(LocalStack.start(StackOptions.in(data)), data);
    }

    private static @Nullable String given() {
        String file = System.getenv(VARIABLE);
        return file == null || file.isBlank() ? null : file;
    }

    private static void quietBroker() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            for (String name : List.of("org.apache.kafka", "kafka", "state.change.logger")) {
                if (loggers.getLogger(name).getLevel() == null) {
                    loggers.getLogger(name).setLevel(Level.WARN);
                }
            }
        }
    }

    /** The stack of the test run; closed by JUnit when the run ends. */
    private sealed interface Shared extends AutoCloseable permits Own, Given {
        Endpoints endpoints();

        @Override
        void close() throws IOException;
    }

    private record Own(LocalStack stack, Path data) implements Shared {
        @Override
        public Endpoints endpoints() {
            return stack.endpoints();
        }

        @Override
        public void close() throws IOException {
            stack.close();
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private record Given(Endpoints endpoints) implements Shared {
        @Override
        public void close() {}
    }
}
