package io.tickhouse.simulator.exchange;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.tickhouse.simulator.exchange.fault.LiveFault;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a venue on 127.0.0.1: WebSockets and REST on one port. Its methods may be called from any thread but its own. */
public final class ExchangeServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final WriteBufferWaterMark WATER = new WriteBufferWaterMark(1 << 20, 4 << 20);

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("exchange", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final ChannelGroup channels = new DefaultChannelGroup(loop);
    private final Exchange exchange;
    private final int port;
    private volatile Channel listening;

    /**
     * Begins to serve.
     *
     * @throws IOException when the port is taken
     */
    public ExchangeServer(Venue venue, ServerSettings settings, LiveFaults faults) throws IOException {
        exchange = new Exchange(venue, settings, faults, loop, this::downFor);
        try {
            listening = listen(settings.port());
        } catch (IOException e) {
            var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
        port = ((InetSocketAddress) listening.localAddress()).getPort();
        run(exchange::begin);
    }

    private Channel listen(int on) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group, group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(FrontHandler.LONGEST_MESSAGE))
                                .addLast(new FrontHandler(exchange));
                    }
                });
        try {
            return bootstrap
                    .bind(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), on))
                    .syncUninterruptibly()
                    .channel();
        } catch (Exception e) {
            // Netty throws what the socket threw, declared or not
            throw new IOException("cannot listen on " + LOOPBACK + ":" + on + ": " + e.getMessage(), e);
        }
    }

    /** {@code ws://127.0.0.1:PORT}. */
    public String wsUrl() {
        return "ws://" + LOOPBACK + ":" + port;
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String restUrl() {
        return "http://" + LOOPBACK + ":" + port;
    }

    /** Brings a fault into force, or does it, before this returns. */
    public void inject(LiveFault fault) {
        run(() -> exchange.inject(fault));
    }

    /** Ends all faults that are in force. */
    public void clearFaults() {
        exchange.faults().clear();
    }

    /** Time stands still from now on: nothing more happens on the venue. */
    public void pause() {
        run(exchange.pulse()::pause);
    }

    /** Time passes again. */
    public void resume() {
        run(exchange.pulse()::resume);
    }

    /** The venue is gone: nobody can connect, whoever is connected is cut off. Time passes. */
    public void down() {
        listening.close().syncUninterruptibly();
        run(() -> {
            List.copyOf(exchange.sessions()).forEach(Session::abort);
            var _ = channels.close();
        });
    }

    /**
     * The venue is back, at the same address.
     *
     * @throws IOException when somebody else has taken the port meanwhile
     */
    public void up() throws IOException {
        listening = listen(port);
    }

    /** On the exchange's own thread. */
    private void downFor(int seconds) {
        var _ = listening.close();
        List.copyOf(exchange.sessions()).forEach(Session::abort);
        var _ = channels.close();
        exchange.later(() -> Thread.ofPlatform().daemon().name("exchange-up").start(this::upAgain), seconds);
    }

    private void upAgain() {
        try {
            up();
        } catch (IOException e) {
            LOG.error("the venue cannot come back", e);
        }
    }

    /** Who is connected now. */
    public List<Connection> connections() {
        return call(() -> exchange.sessions().stream().map(Connection::of).toList());
    }

    /** Does something on the exchange's thread, where nothing happens meanwhile, and returns what it found. */
    public <T> T call(Callable<T> action) {
        try {
            return loop.submit(action).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the exchange", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the exchange could not do that", e.getCause());
        }
    }

    private void run(Runnable action) {
        call(() -> {
            action.run();
            return Boolean.TRUE;
        });
    }

    /** Stops at once; connections are cut off. */
    @Override
    public void close() {
        var _ = listening.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        exchange.venue().end();
    }
}
