package io.tickhouse.ingest.ws;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.ingest.ws.connection.Frame;
import io.tickhouse.ingest.ws.connection.Liveness;
import io.tickhouse.ingest.ws.publish.LivePublisher;
import io.tickhouse.ingest.ws.sequence.IdSequence;
import io.tickhouse.ingest.ws.sequence.Step;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.market.Trade;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One frame's way: decode, look for gaps, publish. Every outcome is counted. Used by one thread. */
final class FramePipeline {
    private static final Logger LOG = LoggerFactory.getLogger(FramePipeline.class);
    private static final int SHOWN_OF_A_FRAME = 300;

    private final String venue;
    private final FrameDecoder decoder;
    private final Map<String, IdSequence> sequences = new HashMap<>();
    private final LivePublisher publisher;
    private final Liveness liveness;
    private final MeterRegistry metrics;
    private final Counter mapped;
    private final Counter rejected;
    private final Counter missing;
    private final Counter behind;

    FramePipeline(String venue, FrameDecoder decoder, LivePublisher publisher, Liveness liveness, MeterRegistry metrics) {
        this.venue = venue;
        this.decoder = decoder;
        this.publisher = publisher;
        this.liveness = liveness;
        this.metrics = metrics;
        this.mapped = metrics.counter("ws.frames", "venue", venue, "outcome", "mapped", "reason", "");
        this.rejected = metrics.counter("ws.frames", "venue", venue, "outcome", "rejected", "reason", "");
        this.missing = metrics.counter("ws.ids.missing", "venue", venue);
        this.behind = metrics.counter("ws.ids.behind", "venue", venue);
    }

    void process(Frame frame) {
        switch (decoder.decode(frame.payload(), frame.receiveTime())) {
            case Decoded.Mapped(var messages) -> messages.forEach(this::process);
            case Decoded.Ignored(String reason) ->
                metrics.counter("ws.frames", "venue", venue, "outcome", "ignored", "reason", reason)
                        .increment();
            case Decoded.Rejected(String cause) -> {
                rejected.increment();
                String text = new String(frame.payload(), StandardCharsets.UTF_8);
                LOG.atWarn()
                        .addKeyValue("venue", venue)
                        .addKeyValue("frame", text.substring(0, Math.min(text.length(), SHOWN_OF_A_FRAME)))
                        .log("frame rejected, sent to the dead letters: {}", cause);
                publisher.deadLetter(venue, frame.payload(), frame.receiveTime(), cause);
            }
        }
    }

    private void process(Message message) {
        if (message instanceof Message.Fact fact && fact.value() instanceof Trade trade) {
            mapped.increment();
            follow(trade);
            publisher.trade(trade);
            liveness.good();
        }
    }

    private void follow(Trade trade) {
        Long id = trade.getSequence();
        if (id == null) {
            return;
        }
        switch (sequences.computeIfAbsent(trade.getSymbol(), symbol -> new IdSequence()).observe(id)) {
            case Step.First _, Step.Next _, Step.Late _ -> {
                // all is well
            }
            case Step.Gap gap -> {
                missing.increment((double) gap.missing());
                LOG.atWarn()
                        .addKeyValue("venue", venue)
                        .addKeyValue("symbol", trade.getSymbol())
                        .addKeyValue("first_missing", gap.firstMissing())
                        .addKeyValue("last_missing", gap.lastMissing())
                        .log("trades missing");
            }
            case Step.Repeated _ -> behind.increment();
        }
    }
}
