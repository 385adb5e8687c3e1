package io.tickhouse.ingest.ws.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tickhouse.ingest.ws.connection.FrameTap;
import io.tickhouse.ingest.ws.connection.Inbound;
import io.tickhouse.ingest.ws.rest.RestAnswer;
import io.tickhouse.ingest.ws.venue.RestRequest;
import io.tickhouse.schemas.market.Times;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of one capture, written by a thread of its own. Sockets hand frames over and go on. While the disk is too slow,
 * full or away, frames are not archived: that is counted, logged, and told in the archive by a gap as soon as there is one
 * again; the capture goes on meanwhile.
 */
public final class RawArchive implements FrameTap {
    private static final Logger LOG = LoggerFactory.getLogger(RawArchive.class);
    /** What was received so long ago is in the file even if the process is killed. */
    private static final Duration FLUSH = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);
    /** Characters of a frame or an answer; readers take lines of 32 MiB. */
    private static final int LONGEST = 16 << 20;

    private static final String TOO_LONG = "longer than " + LONGEST + " characters";
    /** A disk that takes nothing does not keep the service from ending. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(20);

    private final ArchiveSettings settings;
    private final Disk disk;
    private final Duration tryAgain;
    private final InstantSource clock;
    private final String venue;
    private final String capture;
    private final ArchiveQueue queue;
    private final Counter archived;
    private final Counter lost;
    private final AtomicLong said = new AtomicLong(System.nanoTime() - SAY_AGAIN.toNanos());
    private final Thread thread;

    // the writer's own
    private final Missed missed = new Missed();
    private @Nullable ArchiveFile file;
    private String trouble = "";
    private long opened;
    private long flushed;
    private long retryAt = System.nanoTime();

    /**
     * Begins to write as soon as something comes.
     *
     * @param venue whose frames come, such as {@code binance-spot}
     * @param capture id of the capture, which links begin with
     */
    public RawArchive(
            ArchiveSettings settings, String venue, String capture, InstantSource clock, MeterRegistry metrics) {
        this(settings, venue, capture, clock, metrics, Disk.REAL, TRY_AGAIN);
    }

    RawArchive(
            ArchiveSettings settings,
            String venue,
            String capture,
            InstantSource clock,
            MeterRegistry metrics,
            Disk disk,
            Duration tryAgain) {
        this.settings = settings;
        this.venue = venue;
        this.capture = capture;
        this.clock = clock;
        this.disk = disk;
        this.tryAgain = tryAgain;
        this.queue = new ArchiveQueue(settings.queueFrames(), settings.queueCharacters());
        Tags tags = Tags.of("venue", venue);
        archived = metrics.counter("ws.archive.frames", tags);
        lost = metrics.counter("ws.archive.lost", tags);
        thread = Thread.ofPlatform()
                .daemon()
                .name("archive " + venue + " " + capture)
                .start(this::run);
    }

    @Override
    public void frame(Inbound.Frame frame) {
        offer(new ArchiveItem.Frame(
                Times.micros(frame.receiveTime()),
                frame.link().id(),
                frame.link().target(),
                frame.text()));
    }

    @Override
    public void answer(RestRequest request, RestAnswer answer) {
        offer(new ArchiveItem.Answer(
                Times.micros(answer.received()),
                Times.micros(answer.sent()),
                request.path(),
                request.body(),
                new String(answer.body(), StandardCharsets.UTF_8)));
    }

    void offer(ArchiveItem item) {
        if (item.characters() > LONGEST) {
            lost(1, TOO_LONG);
            queue.offer(new ArchiveItem.Gap(item.micros(), item.micros(), 1, TOO_LONG));
        } else if (!queue.offer(item)) {
            lost(1, ArchiveQueue.FULL);
        }
    }

    /** Counts, and says so now and then; on a thread that may wait, since a full disk may hold the log up as well. */
    private void lost(long frames, String reason) {
        lost.increment(frames);
        long now = System.nanoTime();
        long before = said.get();
        if (now - before >= SAY_AGAIN.toNanos() && said.compareAndSet(before, now)) {
            Thread.ofVirtual()
                    .name("archive-warning")
                    .start(() -> LOG.atWarn()
                            .addKeyValue("venue", venue)
                            .addKeyValue("capture", capture)
                            .addKeyValue("folder", settings.folder())
                            .addKeyValue("lost_frames", (long) lost.count())
                            .log("frames are not archived, the capture goes on: {}", reason));
        }
    }

    private void run() {
        try {
            boolean last;
            do {
                // asked before draining: what was offered before the closing is among what is drained
                last = queue.isClosed();
                List<ArchiveItem> items = queue.drain(last ? Duration.ZERO : LOOK);
                items.forEach(this::store);
                tend();
            } while (!last);
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("venue", venue).log("the archive has ended, frames are lost to it");
        }
    }

    private void store(ArchiveItem item) {
        if (file == null && System.nanoTime() - retryAt < 0) {
            miss(item);
            return;
        }
        boolean handed = false;
        try {
            ArchiveFile open = file == null ? open() : file;
            handed = true;
            open.write(item);
            if (open.bytes() >= settings.fileBytes()) {
                close(open);
            }
        } catch (IOException e) {
            failed(e);
            if (!handed) {
                miss(item);
            }
        }
    }

    private void miss(ArchiveItem item) {
        missed.add(item);
        if (!(item instanceof ArchiveItem.Gap)) {
            lost(item.frames(), trouble);
        }
    }

    private ArchiveFile open() throws IOException {
        ArchiveFile begun = new ArchiveFile(disk, settings, venue, capture, clock.instant());
        file = begun; // from here on a failure gives it up
        opened = System.nanoTime();
        flushed = opened;
        if (missed.frames() > 0) {
            begun.write(missed.take(trouble));
        }
        return begun;
    }

    /** Flushes and ends a file when it is time. */
    private void tend() {
        ArchiveFile open = file;
        long now = System.nanoTime();
        if (open == null || now - flushed < FLUSH.toNanos()) {
            return;
        }
        try {
            flush(open);
            if (now - opened >= settings.fileAge().toNanos()) {
                close(open);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void flush(ArchiveFile open) throws IOException {
        flushed = System.nanoTime();
        archived.increment(open.flush());
    }

    private void close(ArchiveFile open) throws IOException {
        flush(open);
        open.close();
        file = null;
        LOG.atInfo()
                .addKeyValue("venue", venue)
                .addKeyValue("file", open.path())
                .addKeyValue("bytes", open.bytes())
                .log("file of the archive closed");
    }

    /** The disk is full, or away: nothing is archived until it is tried again. */
    private void failed(IOException e) {
        trouble = "the disk did not take it: " + e.getMessage();
        retryAt = System.nanoTime() + tryAgain.toNanos();
        ArchiveFile broken = file;
        file = null;
        LOG.atError()
                .setCause(e)
                .addKeyValue("venue", venue)
                .addKeyValue("capture", capture)
                .addKeyValue("folder", settings.folder())
                .addKeyValue("retry_ms", tryAgain.toMillis())
                .log("the archive cannot be written, the capture goes on");
        if (broken != null) {
            lost(broken.giveUp(missed), trouble);
            leave(broken);
        }
    }

    private static void leave(ArchiveFile broken) {
        try {
            broken.leave();
        } catch (IOException again) {
            LOG.atWarn().setCause(again).addKeyValue("file", broken.path()).log("a file of the archive has no index");
        }
    }

    private void end() {
        ArchiveFile open = file;
        try {
            if (open == null && missed.frames() > 0) {
                open = open();
            }
            if (open != null) {
                close(open);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Writes what waits and ends the file; waits for it, but not for ever. */
    @Override
    public void close() {
        queue.close();
        try {
            if (!thread.join(LAST_WRITES)) {
                LOG.atError()
                        .addKeyValue("venue", venue)
                        .addKeyValue("folder", settings.folder())
                        .log("the disk has not taken the last frames in {} s", LAST_WRITES.toSeconds());
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
