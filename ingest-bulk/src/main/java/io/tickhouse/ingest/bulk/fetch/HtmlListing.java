package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders by the links of a web server's index page. */
final class HtmlListing implements HttpArchive.Listing {
    private static final int PAGE_BYTES = 16 << 20;
    private static final Pattern FOLDER = Pattern.compile("href=\"([^\"/?#:]{1,200})/\"");

    private final Requests requests;

    HtmlListing(Requests requests) {
        this.requests = requests;
    }

    @Override
    public SortedSet<String> folders(String folder) throws ArchiveException, InterruptedException {
        URI address = requests.base().resolve(folder);
        byte[] page = requests.of(
                        "GET",
                        address,
                        Requests.Headers.NONE,
                        Set.of(200),
                        response -> requests.bytes(response, PAGE_BYTES))
                .orElseThrow(() -> new Unreachable(address + ": expected an index page, found nothing (404)"));
        SortedSet<String> folders = new TreeSet<>();
        Matcher links = FOLDER.matcher(new String(page, StandardCharsets.UTF_8));
        while (links.find()) {
            if (!links.group(1).startsWith(".")) {
                folders.add(links.group(1));
            }
        }
        return folders;
    }
}
