package io.tickhouse.simulator.exchange;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.concurrent.Future;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's WebSocket. Messages are framed into a buffer and leave together when the moment is over. */
public final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int BATCH_BYTES = 1 << 16;
    private static final int LAST_WORDS_SECONDS = 2;
    /** Policy violation (RFC 6455, 7.4.1). */
    private static final int POLICY = 1008;

    private final Channel channel;
    private final String path;
    private final Map<String, List<String>> query;
    private final SessionLimits limits;
    private final LiveFaults faults;
    private final Disturbance disturbance;
    private final Map<String, Stream> subscriptions = new LinkedHashMap<>();
    private final long[] received;
    private int receivedAt;
    private long lastPong = System.nanoTime();
    private @Nullable ByteBuf batch;
    private @Nullable Future<?> pings;
    private @Nullable Future<?> end;
    private boolean combined;
    private int form;
    private boolean leaving;
    private long sent;

    Session(
            Channel channel,
            String path,
            Map<String, List<String>> query,
            SessionLimits limits,
            LiveFaults faults,
            Disturbance.Venue venue) {
        this.channel = channel;
        this.path = path;
        this.query = query;
        this.limits = limits;
        this.faults = faults;
        this.received = new long[limits.messagesPerSecond() + 1];
        this.disturbance = new Disturbance(this, faults, venue, channel.eventLoop());
    }

    /** Pings and the end of its life begin to run. */
    void begin() {
        long every = limits.pingEvery().toNanos();
        pings = channel.eventLoop().scheduleAtFixedRate(this::ping, every, every, TimeUnit.NANOSECONDS);
        end = channel.eventLoop().schedule(disturbance::cut, limits.lifetime().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ping() {
        if (System.nanoTime() - lastPong > limits.pongWithin().toNanos()) {
            close(POLICY, "no pong");
            return;
        }
        byte[] time = Long.toString(System.currentTimeMillis()).getBytes(StandardCharsets.US_ASCII);
        flush();
        var _ = channel.writeAndFlush(
                new PingWebSocketFrame(channel.alloc().buffer().writeBytes(time)));
    }

    void pong() {
        lastPong = System.nanoTime();
    }

    /** Counts a frame of the client; false when it was one too many and the client has been cut off. */
    boolean admit() {
        long now = System.nanoTime();
        received[receivedAt] = now;
        receivedAt = (receivedAt + 1) % received.length;
        long oldest = received[receivedAt];
        if (oldest != 0 && now - oldest < TimeUnit.SECONDS.toNanos(1)) {
            close(POLICY, "Too many requests");
            return false;
        }
        return true;
    }

    /** Where it was opened, for instance {@code /stream}. */
    public String path() {
        return path;
    }

    /** What stood behind the path, decoded. */
    public Map<String, List<String>> query() {
        return query;
    }

    public SessionLimits limits() {
        return limits;
    }

    /** Whether messages tell the stream they are of. */
    public boolean isCombined() {
        return combined;
    }

    public void combine(boolean on) {
        combined = on;
    }

    /** The form of messages it listens to. */
    public int form() {
        return form;
    }

    /** Chooses a form; before it subscribes to anything. */
    public void listenTo(int chosen) {
        form = chosen;
    }

    public void subscribe(Stream stream) {
        subscriptions.put(stream.name(), stream);
        stream.add(this);
    }

    public void unsubscribe(String name) {
        Stream stream = subscriptions.remove(name);
        if (stream != null) {
            stream.remove(this);
        }
    }

    /** Names of the streams, in the order of subscribing. */
    public List<String> subscriptions() {
        return List.copyOf(subscriptions.keySet());
    }

    boolean isSubscribed() {
        return !subscriptions.isEmpty();
    }

    /** Messages of streams sent so far. */
    public long sent() {
        return sent;
    }

    /** Answers at once, before what is subscribed to by it. */
    public void reply(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        frame(WireFrame.TEXT, bytes, bytes.length);
        flush();
    }

    /** Sends a message of a stream to this client alone, as far as faults let it. */
    public void deliver(Stream stream, byte[] payload, int length) {
        if (faults.isEmpty() && disturbance.isOver()) {
            send(stream, payload, length);
        } else {
            disturbance.deliver(stream, payload, length);
        }
    }

    void send(Stream stream, byte[] payload, int length) {
        if (!leaving) {
            sent++;
            if (combined) {
                ByteBuf room = room(stream.opening().length + length + 1);
                WireFrame.head(room, WireFrame.TEXT, stream.opening().length + length + 1);
                room.writeBytes(stream.opening()).writeBytes(payload, 0, length).writeByte('}');
            } else {
                frame(WireFrame.TEXT, payload, length);
            }
        }
    }

    void frame(int head, byte[] payload, int length) {
        if (!leaving) {
            ByteBuf room = room(length);
            WireFrame.head(room, head, length);
            room.writeBytes(payload, 0, length);
        }
    }

    /** A frame that promises all of the payload and has half of it; then the connection is gone. */
    void halfFrame(byte[] payload) {
        if (!leaving) {
            ByteBuf room = room(payload.length);
            WireFrame.head(room, WireFrame.TEXT, payload.length);
            room.writeBytes(payload, 0, payload.length / 2);
            hand();
            leaving = true;
            var _ = channel.writeAndFlush(channel.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private ByteBuf room(int length) {
        int needed = length + WireFrame.LONGEST_HEAD;
        if (batch != null && batch.writableBytes() < needed) {
            hand();
        }
        if (batch == null) {
            batch = channel.alloc().directBuffer(Math.max(BATCH_BYTES, needed), Math.max(BATCH_BYTES, needed));
        }
        return batch;
    }

    private void hand() {
        if (batch != null) {
            var _ = channel.writeAndFlush(batch);
            batch = null;
        }
    }

    /** Sends what has been framed since the last time. */
    void flush() {
        if (batch != null) {
            hand();
            channel.flush();
            if (channel.unsafe().outboundBuffer() != null
                    && channel.unsafe().outboundBuffer().totalPendingWriteBytes() > limits.backlogBytes()) {
                LOG.atWarn()
                        .addKeyValue("path", path)
                        .addKeyValue("limit_bytes", limits.backlogBytes())
                        .log("a client does not read as fast as it is told: cut off");
                abort();
            }
        }
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Ends it as the protocol wants: a close frame, the client's answer, the end. */
    public void close(int code, String reason) {
        if (!leaving) {
            hand();
            leaving = true;
            var _ = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
            var _ = channel.eventLoop().schedule(this::hangUp, LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void hangUp() {
        var _ = channel.close();
    }

    /** Ends it without a word, what waits for the client included. */
    void abort() {
        leaving = true;
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        var _ = channel.close();
    }

    Disturbance disturbance() {
        return disturbance;
    }

    /** The connection is gone. */
    void release() {
        leaving = true;
        List.copyOf(subscriptions.keySet()).forEach(this::unsubscribe);
        if (batch != null) {
            batch.release();
            batch = null;
        }
        if (pings != null) {
            pings.cancel(false);
        }
        if (end != null) {
            end.cancel(false);
        }
    }
}
