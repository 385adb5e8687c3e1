package io.tickhouse.simulator.archive;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Folder pages as web servers make them, for the layout that has no other listing. */
final class HtmlIndex {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Folders folders;

    HtmlIndex(Folders folders) {
        this.folders = folders;
    }

    /** Whether the path is a folder of this layout that was asked for without its last slash. */
    boolean lacksSlash(String path) throws IOException {
        return !path.endsWith("/") && page(path + "/").isPresent();
    }

    /**
     * A folder's page.
     *
     * @param path decoded URL path
     * @return empty when the path is no folder, or one of the layout that lists by XML
     */
    Optional<String> page(String path) throws IOException {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            return Optional.empty();
        }
        String folder = path.substring(1);
        List<ListedFile> entries = folders.below(folder).stream()
                .filter(entry -> isOfThisLayout(entry.key()))
                .toList();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html>\n<head><title>Index of ")
                .append(path)
                .append("</title></head>\n<body>\n");
        html.append("<h1>Index of ").append(path).append("</h1><hr><pre><a href=\"../\">../</a>\n");
        for (ListedFile entry : entries) {
            String name = escaped(entry.key().substring(folder.length()));
            html.append("<a href=\"").append(name).append("\">").append(name).append("</a>");
            if (!entry.isFolder()) {
                Content.OnDisk content = entry.content();
                html.append("  ").append(TIME.format(content.lastModified()));
                html.append("  ").append(content.length());
            }
            html.append('\n');
        }
        return Optional.of(html.append("</pre><hr></body>\n</html>\n").toString());
    }

    private static boolean isOfThisLayout(String key) {
        return Folders.BYBIT.contains(key.substring(0, key.indexOf('/')));
    }

    private static String escaped(String name) {
        return name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
