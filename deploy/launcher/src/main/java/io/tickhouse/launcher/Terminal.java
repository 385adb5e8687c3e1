package io.tickhouse.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What can be shown.
 *
 * @param interactive true when somebody looks at a terminal, false when the output goes to a file or a pipe
 * @param colours true when colours are welcome
 */
public record Terminal(boolean interactive, boolean colours) {
    private static final int USUAL_WIDTH = 120;
    private static final String ESCAPE = "\u001b[";

    /** The terminal of this process, as the start script found it. */
    public static Terminal current() {
        return of(System.getenv());
    }

    static Terminal of(Map<String, String> environment) {
        boolean interactive = Boolean.parseBoolean(environment.get("TICKHOUSE_TERMINAL"));
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(interactive, interactive && !unwanted);
    }

    /** Columns of the terminal, 120 when it does not say; 0 when nobody looks at one, so that nothing need be cut. */
    public int width() {
        if (!interactive) {
            return 0;
        }
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty").start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return said.matches("\\d+ [1-9]\\d{1,4}")
                    ? Integer.parseInt(said.substring(said.indexOf(' ') + 1))
                    : USUAL_WIDTH;
        } catch (IOException e) {
            return USUAL_WIDTH;
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
