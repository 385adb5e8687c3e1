package io.tickhouse.gates;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Formats the house's Java sources with palantir-java-format. A program rather than a Maven plugin, since the formatter
 * must run on the JDK whose syntax it reads, while Maven may run on an older one.
 */
public final class Format {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "docs", ".git", ".tickhouse");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    /** {@code apply ROOT} rewrites what is not formatted, {@code check ROOT} names it and exits with 1. */
    public static void main(String[] args) throws IOException {
        if (args.length != 2 || !Set.of("apply", "check").contains(args[0])) {
            System.err.println("expected: apply|check FOLDER");
            System.exit(2);
        }
        Format format = new Format();
        boolean apply = args[0].equals("apply");
        List<Path> unformatted = format.unformatted(Path.of(args[1]), apply);
        unformatted.forEach(path -> System.out.println((apply ? "formatted " : "not formatted: ") + path));
        System.exit(apply || unformatted.isEmpty() ? 0 : 1);
    }

    /**
     * The sources that are not in the house's format.
     *
     * @param apply rewrite them
     */
    public List<Path> unformatted(Path root, boolean apply) throws IOException {
        List<Path> unformatted = new ArrayList<>();
        for (Path source : sources(root)) {
            String found = Files.readString(source);
            String formatted = formatted(source, found);
            if (!formatted.equals(found)) {
                unformatted.add(source);
                if (apply) {
                    Files.writeString(source, formatted);
                }
            }
        }
        return unformatted;
    }

    private String formatted(Path source, String text) throws IOException {
        try {
            String imports = ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.PALANTIR);
            return formatter.formatSource(imports);
        } catch (FormatterException e) {
            throw new IOException("cannot read " + source + " as Java: " + e.getMessage(), e);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }
}
