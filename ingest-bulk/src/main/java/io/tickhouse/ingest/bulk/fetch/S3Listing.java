package io.tickhouse.ingest.bulk.fetch;

import io.tickhouse.ingest.bulk.archive.ArchiveException;
import io.tickhouse.ingest.bulk.archive.ArchiveException.Unreachable;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Folders by Amazon's S3 protocol: ListObjectsV2 with a delimiter, page after page. The archive's listing has been seen
 * stale and cut short, so it serves to find symbols and never to say that a file does not exist.
 */
final class S3Listing implements HttpArchive.Listing {
    private static final int PAGE_BYTES = 4 << 20;
    private static final int MOST_PAGES = 1_000;
    private static final XMLInputFactory XML = xml();

    private final Requests requests;
    private final URI bucket;

    S3Listing(Requests requests, URI bucket) {
        this.requests = requests;
        this.bucket = bucket;
    }

    private static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    @Override
    public SortedSet<String> folders(String folder) throws ArchiveException, InterruptedException {
        SortedSet<String> folders = new TreeSet<>();
        Optional<String> next = Optional.of("");
        for (int page = 0; next.isPresent(); page++) {
            if (page == MOST_PAGES) {
                throw new Unreachable(bucket + ": the listing of " + folder + " does not end after " + page + " pages");
            }
            next = page(folder, next.get(), folders);
        }
        return folders;
    }

    private Optional<String> page(String folder, String continuation, SortedSet<String> folders)
            throws ArchiveException, InterruptedException {
        String query = "?list-type=2&delimiter=%2F&prefix=" + encoded(folder)
                + (continuation.isEmpty() ? "" : "&continuation-token=" + encoded(continuation));
        String address = bucket.toString().replaceFirst("/$", "") + '/' + query;
        byte[] page = requests.of(
                        "GET",
                        URI.create(address),
                        Requests.Headers.NONE,
                        Set.of(200),
                        response -> requests.bytes(response, PAGE_BYTES))
                .orElseThrow(() -> new Unreachable(address + ": expected a listing, found nothing (404)"));
        try {
            return read(page, folder, folders);
        } catch (XMLStreamException e) {
            throw new Unreachable(
                    address + ": expected an S3 listing in XML, found something else: " + e.getMessage(), e);
        }
    }

    /** Adds a page's folders; the token of the next page when there is one. */
    private static Optional<String> read(byte[] page, String folder, SortedSet<String> folders)
            throws XMLStreamException {
        XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(page));
        boolean truncated = false;
        boolean common = false;
        String next = "";
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("CommonPrefixes")) {
                common = false;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "CommonPrefixes" -> common = true;
                case "Prefix" -> {
                    String prefix = reader.getElementText();
                    if (common && prefix.startsWith(folder) && prefix.endsWith("/")) {
                        folders.add(prefix.substring(folder.length(), prefix.length() - 1));
                    }
                }
                case "IsTruncated" -> truncated = Boolean.parseBoolean(reader.getElementText());
                case "NextContinuationToken" -> next = reader.getElementText();
                default -> {
                    // size, dates and names of files do not matter here
                }
            }
        }
        return truncated && !next.isEmpty() ? Optional.of(next) : Optional.empty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
