package io.tickhouse.service.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be shown.
 *
 * @param interactive true when somebody looks at a terminal, false when the output goes to a file or a pipe
 * @param colours true when colours are welcome
 */
public record Terminal(boolean interactive, boolean colours) {
    /** Standard error is a terminal more often than not; a service in a session of its own has no other way to it. */
    private static final String ASK = "stty size <&2 2>/dev/null || { exec 2>/dev/null; stty size </dev/tty; }";

    private static final Size USUAL = new Size(40, 120);
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4}) ([1-9]\\d{1,4})");
    private static final String ESCAPE = "\u001b[";

    /** The terminal of this process, as the start script found it, or else as the JVM does. */
    public static Terminal current() {
        return of(System.getenv());
    }

    static Terminal of(Map<String, String> environment) {
        String told = environment.get("TICKHOUSE_TERMINAL");
        boolean interactive = told == null ? hasConsole() : Boolean.parseBoolean(told);
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(interactive, interactive && !unwanted);
    }

    /** Without the start script: behind it standard input is a pipe. */
    private static boolean hasConsole() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /** Columns of the terminal, 120 when it does not say; 0 when nobody looks at one, so that nothing need be cut. */
    public int width() {
        return interactive ? size().columns() : 0;
    }

    /** How large the terminal is now; 40 rows of 120 when it does not say. */
    public Size size() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", ASK)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return Size.of(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL;
        }
    }

    /**
     * A terminal's size in characters.
     *
     * @param rows 1 or more
     * @param columns 10 or more
     */
    public record Size(int rows, int columns) {
        /** Of what stty says, which is rows and columns, or nothing without a terminal, or 0 where it is not known. */
        static Size of(String said) {
            Matcher matcher = SIZE.matcher(said.strip());
            return matcher.matches()
                    ? new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                    : USUAL;
        }
    }

    public String bold(String text) {
        return coloured("1", text);
    }

    public String green(String text) {
        return coloured("32", text);
    }

    public String red(String text) {
        return coloured("31", text);
    }

    public String faint(String text) {
        return coloured("2", text);
    }

    private String coloured(String code, String text) {
        return colours ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
