package io.tickhouse.service.config;

import java.util.List;

/** Everything that is wrong with a configuration, at once. */
public final class ConfigProblems extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public ConfigProblems(List<String> problems) {
        super("configuration: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence a problem: the key, what was expected, what was found. */
    public List<String> problems() {
        return problems;
    }
}
