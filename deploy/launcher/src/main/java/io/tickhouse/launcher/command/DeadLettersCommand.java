package io.tickhouse.launcher.command;

import io.tickhouse.launcher.LauncherException;
import io.tickhouse.launcher.Workspace;
import io.tickhouse.launcher.deadletter.Harmless;
import io.tickhouse.launcher.deadletter.Letter;
import io.tickhouse.launcher.deadletter.LetterDetails;
import io.tickhouse.launcher.deadletter.LetterJson;
import io.tickhouse.launcher.deadletter.LetterLog;
import io.tickhouse.launcher.deadletter.LetterTable;
import io.tickhouse.launcher.deadletter.NewestLetters;
import io.tickhouse.launcher.deadletter.Replay;
import io.tickhouse.launcher.deadletter.Selection;
import io.tickhouse.launcher.stack.RunningStack;
import io.tickhouse.local.Endpoints;
import io.tickhouse.service.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tickhouse dead-letters}. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = {
            "Look at what could not be read or stored, and publish it again.",
            "",
            "A dead letter is a record or a row of an archive that a service could not use: its bytes, who refused it,"
                    + " why, and where it came from. Its key says that: topic:partition:offset or file:line."
        },
        subcommands = {
            DeadLettersCommand.ListCommand.class,
            DeadLettersCommand.Show.class,
            DeadLettersCommand.ReplayCommand.class
        })
public final class DeadLettersCommand implements Runnable {
    private static final int LINES = 50;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected list, show or replay after dead-letters");
    }

    private static Endpoints endpoints() {
        return RunningStack.endpoints(Workspace.current(), System.getenv());
    }

    /** {@code tickhouse dead-letters list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "List dead letters, the newest first. Filters can be combined.",
            footer = {
                "",
                "Examples:",
                "  ./tickhouse dead-letters list --since 1h",
                "  ./tickhouse dead-letters list --topic market.trades.v1 --error decimal",
                "  ./tickhouse dead-letters list --json --limit 1 | jq -r .value | base64 -d | xxd"
            })
    public static final class ListCommand implements Callable<Integer> {
        @Mixin
        private final Selection selection = new Selection();

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "" + LINES,
                description = "Most letters shown (default: ${DEFAULT-VALUE}).")
        private int limit;

        @Option(names = "--json", description = "One JSON object a line, the value as base64.")
        private boolean json;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (limit < 1) {
                throw new ParameterException(spec.commandLine(), "expected --limit of 1 or more, found " + limit);
            }
            NewestLetters newest = new NewestLetters(selection, limit, json);
            try (LetterLog log = new LetterLog(endpoints())) {
                newest.readFrom(log);
            }
            if (json) {
                LetterJson writer = new LetterJson();
                for (Letter letter : newest.letters()) {
                    System.out.println(writer.line(letter, newest.states().of(letter)));
                }
            } else if (newest.letters().isEmpty()) {
                System.out.println(selection.isEmpty() ? "No dead letters." : "No dead letter matches.");
            } else {
                Terminal terminal = Terminal.current();
                new LetterTable(terminal, terminal.width())
                        .lines(newest.letters(), newest.states())
                        .forEach(System.out::println);
            }
            if (newest.rest() > 0) {
                System.err.printf(Locale.ROOT, "… and %,d older; --limit shows more%n", newest.rest());
            }
            return 0;
        }
    }

    /** {@code tickhouse dead-letters show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Show everything about one dead letter: headers, and its first bytes in hexadecimal. Exit code 1 when there is none of that key.")
    public static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "KEY", description = "topic:partition:offset or file:line, as list shows it.")
        private String key = "";

        @Override
        public Integer call() {
            List<Letter> letters = new ArrayList<>();
            List<Letter> marks = new ArrayList<>();
            try (LetterLog log = new LetterLog(endpoints())) {
                log.read(Optional.empty(), log.committedEnds(), letter -> {
                    if (letter.key().equals(key)) {
                        (letter.isMark() ? marks : letters).add(letter);
                    }
                });
            }
            if (letters.isEmpty()) {
                throw new LauncherException("no dead letter has the key " + Harmless.text(key)
                        + "; ./tickhouse dead-letters list shows them");
            }
            for (int i = 0; i < letters.size(); i++) {
                Letter letter = letters.get(i);
                Optional<Letter> mark = marks.stream()
                        .filter(one -> one.record().offset() > letter.record().offset())
                        .reduce((_, last) -> last);
                System.out.print(i > 0 ? "\n" : "");
                LetterDetails.of(letter, mark).forEach(System.out::println);
            }
            return 0;
        }
    }

    /** {@code tickhouse dead-letters replay}. */
    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Publish records again to the topics they came from: their own bytes, key and headers, and a header"
                        + " replay-of. Each is replayed once, whatever happens in between and however often this is"
                        + " called.",
                "",
                "Correct the cause first (a schema that was not registered, a sink that was too old): a record that still"
                        + " cannot be used becomes a new letter. Rows of archives cannot be replayed; load the file again."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:all that was asked for is replayed, now or before",
                "1:failed, or another replay took over; the message says what was done",
                "2:wrong command line; nothing was done",
                "3:done, but some letters cannot be replayed"
            },
            footer = {
                "",
                "Examples:",
                "  ./tickhouse dead-letters replay --error 'knows no schema' --dry-run",
                "  ./tickhouse dead-letters replay market.trades.v1:3:1042"
            })
    public static final class ReplayCommand implements Callable<Integer> {
        @Mixin
        private final Selection selection = new Selection();

        @Parameters(paramLabel = "KEY", arity = "0..*", description = "Letters by their keys, as list shows them.")
        private List<String> keys = new ArrayList<>();

        @Option(names = "--all", description = "Every letter.")
        private boolean all;

        @Option(names = "--again", description = "Also letters that were replayed before.")
        private boolean again;

        @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
        private boolean dryRun;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            if (keys.isEmpty() && selection.isEmpty() && !all) {
                throw new ParameterException(
                        spec.commandLine(), "expected KEYs, a filter such as --topic, or --all: which letters?");
            }
            if (all && !(keys.isEmpty() && selection.isEmpty())) {
                throw new ParameterException(
                        spec.commandLine(), "expected --all alone, found filters or KEYs beside it");
            }
            Endpoints endpoints = endpoints();
            Printed printed = new Printed(dryRun);
            Replay.Report report;
            try (LetterLog log = new LetterLog(endpoints)) {
                report = new Replay(endpoints, again, printed)
                        .run(log, selection, letter -> keys.isEmpty() || keys.contains(letter.key()), dryRun);
            }
            List<String> unknown = keys.stream()
                    .filter(key -> !report.seen().contains(key))
                    .distinct()
                    .toList();
            unknown.forEach(key -> System.err.println("no such letter  " + Harmless.text(key)));
            printed.total(report, unknown.size());
            return report.refused() + unknown.size() > 0 ? 3 : 0;
        }
    }

    /** Tells what is done, the first of many one by one. */
    private record Printed(boolean dryRun, long[] lines) implements Replay.Listener {
        Printed(boolean dryRun) {
            this(dryRun, new long[1]);
        }

        @Override
        public void replayed(Letter letter, String place) {
            print(dryRun ? "would replay    " : "replayed        ", letter, " → " + place);
        }

        @Override
        public void already(Letter letter) {
            print("already replayed ", letter, "; --again does it once more");
        }

        @Override
        public void refused(Letter letter, String why) {
            print("not replayed    ", letter, ": " + why);
        }

        private void print(String what, Letter letter, String more) {
            if (lines[0]++ < LINES) {
                System.out.println(what + Harmless.text(letter.key() + more));
            } else if (lines[0] == LINES + 1) {
                System.out.println("…");
            }
        }

        void total(Replay.Report report, int unknown) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d %s, %,d already replayed before, %,d cannot be replayed%s%n",
                    report.replayed(),
                    dryRun ? "would be replayed" : "replayed",
                    report.already(),
                    report.refused(),
                    unknown > 0 ? ", " + unknown + " not found" : "");
        }
    }
}
