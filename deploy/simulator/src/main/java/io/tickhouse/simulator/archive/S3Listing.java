package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.fault.Fault;
import io.tickhouse.simulator.fault.FaultPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The bucket's answers to list requests: XML, a page at a time, folders as common prefixes. Source: Amazon S3 API,
 * ListObjectsV2 and ListObjects.
 */
final class S3Listing {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final String BUCKET = "data.binance.vision";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Folders folders;
    private final FaultPlan faults;

    S3Listing(Folders folders, FaultPlan faults) {
        this.folders = folders;
        this.faults = faults;
    }

    byte[] answer(S3Query query) throws IOException {
        List<ListedFile> all = (query.delimiter().isEmpty()
                        ? folders.filesUnder(query.prefix())
                        : folders.below(
                                query.prefix().substring(0, query.prefix().lastIndexOf('/') + 1)))
                .stream()
                        .filter(entry -> entry.key().startsWith(query.prefix()) && isAfter(entry, query.after()))
                        .filter(entry -> faults.peek(Fault.Unlisted.class, "/" + entry.key())
                                .isEmpty())
                        .toList();
        List<ListedFile> page = all.subList(0, Math.min(all.size(), query.maxKeys()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(bytes, "UTF-8");
            write(xml, query, page, page.size() < all.size() && !page.isEmpty());
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write the listing of " + query.prefix(), e);
        }
        return bytes.toByteArray();
    }

    /** A folder still has keys to tell of when the last one told lies in it. */
    private static boolean isAfter(ListedFile entry, String after) {
        return entry.key().compareTo(after) > 0
                || (entry.isFolder() && after.startsWith(entry.key()) && !after.equals(entry.key()));
    }

    private static void write(XMLStreamWriter xml, S3Query query, List<ListedFile> page, boolean truncated)
            throws XMLStreamException, IOException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("ListBucketResult");
        xml.writeDefaultNamespace(NAMESPACE);
        element(xml, "Name", BUCKET);
        element(xml, "Prefix", query.prefix());
        if (query.second()) {
            optional(xml, "ContinuationToken", query.token());
            element(xml, "KeyCount", Integer.toString(page.size()));
        } else {
            element(xml, "Marker", query.after());
        }
        element(xml, "MaxKeys", Integer.toString(query.maxKeys()));
        optional(xml, "Delimiter", query.delimiter());
        element(xml, "IsTruncated", Boolean.toString(truncated));
        if (truncated && query.second()) {
            element(xml, "NextContinuationToken", S3Query.tokenOf(page.getLast().key()));
        } else if (truncated && !query.delimiter().isEmpty()) {
            // without a delimiter the first version leaves it to the client to take the last key
            element(xml, "NextMarker", page.getLast().key());
        }
        for (ListedFile entry : page) {
            if (!entry.isFolder()) {
                contents(xml, entry);
            }
        }
        for (ListedFile entry : page) {
            if (entry.isFolder()) {
                xml.writeStartElement("CommonPrefixes");
                element(xml, "Prefix", entry.key());
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void contents(XMLStreamWriter xml, ListedFile file) throws XMLStreamException, IOException {
        Content.OnDisk content = file.content();
        xml.writeStartElement("Contents");
        element(xml, "Key", file.key());
        element(xml, "LastModified", TIME.format(content.lastModified()));
        element(xml, "ETag", content.etag());
        element(xml, "Size", Long.toString(content.length()));
        element(xml, "StorageClass", "STANDARD");
        xml.writeEndElement();
    }

    private static void optional(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        if (!text.isEmpty()) {
            element(xml, name, text);
        }
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
