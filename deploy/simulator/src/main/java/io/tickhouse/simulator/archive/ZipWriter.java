package io.tickhouse.simulator.archive;

import io.tickhouse.simulator.dataset.DatasetCsv;
import io.tickhouse.simulator.fault.Checksums;
import io.tickhouse.simulator.fault.ZipImage;
import io.tickhouse.simulator.market.SymbolDays;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.ZipOutputStream;

/** Puts one simulated file on disk: first the ZIP, then its checksum, each complete before it has its name. */
final class ZipWriter {
    private final Path root;
    private final int level;

    /** @param level deflate level, 1 (fast) to 9 (small) */
    ZipWriter(Path root, int level) {
        this.root = root;
        this.level = level;
    }

    /** Writes ZIP and CHECKSUM, replacing what is there. */
    void write(ArchiveFile file, SymbolDays days) throws IOException {
        Path zip = file.zipIn(root);
        Files.createDirectories(zip.getParent());
        // while the ZIP changes there is no checksum that a reader could believe
        Files.deleteIfExists(file.checksumIn(root));
        MessageDigest sha256 = Checksums.sha256();
        Path part = zip.resolveSibling(file.zipName() + ".part");
        try (OutputStream onDisk = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
                ZipOutputStream out = new ZipOutputStream(new DigestOutputStream(onDisk, sha256))) {
            out.setLevel(level);
            out.putNextEntry(ZipImage.entry(file.csvName(), file.period().first()));
            DatasetCsv.write(file.dataset(), days, file.period(), out);
            out.closeEntry();
        }
        Files.move(part, zip, StandardCopyOption.REPLACE_EXISTING);
        Files.write(file.checksumIn(root), Checksums.line(Checksums.hex(sha256), file.zipName()));
    }
}
