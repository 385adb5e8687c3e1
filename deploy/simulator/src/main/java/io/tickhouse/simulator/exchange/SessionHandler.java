package io.tickhouse.simulator.exchange;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client sends, frame by frame. */
final class SessionHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);
    /** A type of data that is not accepted (RFC 6455, 7.4.1). */
    private static final int UNACCEPTABLE = 1003;

    private final Session session;
    private final Exchange exchange;

    SessionHandler(Session session, Exchange exchange) {
        this.session = session;
        this.exchange = exchange;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case CloseWebSocketFrame close -> session.close(close.statusCode() < 0 ? 1000 : close.statusCode(), "");
            case PingWebSocketFrame ping -> {
                if (session.admit()) {
                    session.flush();
                    var _ = context.writeAndFlush(
                            new PongWebSocketFrame(ping.content().retain()));
                }
            }
            case PongWebSocketFrame _ -> {
                session.pong();
                session.admit();
            }
            case TextWebSocketFrame text -> {
                if (session.admit()) {
                    exchange.text(session, text.text());
                }
            }
            default -> session.close(UNACCEPTABLE, "");
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            exchange.wake();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        exchange.gone(session);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // a client may reset its connection or send what is no frame at any moment
        LOG.debug("{} ends", session.path(), cause);
        var _ = context.close();
    }
}
