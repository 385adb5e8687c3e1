package io.tickhouse.simulator.exchange;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's HTTP request: a handshake, a control command or a REST request. */
final class FrontHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    static final int LONGEST_MESSAGE = 1 << 16;

    private static final Logger LOG = LoggerFactory.getLogger(FrontHandler.class);

    private final Exchange exchange;

    FrontHandler(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            answer(context, request, text(400, "expected an HTTP request"));
            return;
        }
        QueryStringDecoder uri;
        String path;
        try {
            uri = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8);
            path = uri.path();
            uri.parameters();
        } catch (IllegalArgumentException e) {
            answer(context, request, text(400, "expected a path and a query: " + e.getMessage()));
            return;
        }
        if (Control.isAt(path)) {
            answer(
                    context,
                    request,
                    exchange.control(
                            request.method().name(), path, request.content().toString(StandardCharsets.UTF_8)));
        } else if (request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            upgrade(context, request, uri);
        } else {
            Map<String, String> headers = new HashMap<>();
            request.headers()
                    .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            answer(
                    context,
                    request,
                    exchange.rest(
                            request.uri(),
                            new RestCall(request.method().name(), path, uri.parameters(), headers, exchange.now())));
        }
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder uri) {
        if (exchange.refuses(uri.path())) {
            var _ = context.close();
            return;
        }
        if (!exchange.hasSocketAt(uri.path())) {
            answer(context, request, text(404, "no WebSocket at " + uri.path()));
            return;
        }
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        request.uri(), null, false, LONGEST_MESSAGE)
                .newHandshaker(request);
        if (handshaker == null) {
            var _ = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        var _ = handshaker.handshake(context.channel(), request).addListener(done -> {
            if (done.isSuccess()) {
                Session session = exchange.session(context.channel(), uri.path(), uri.parameters());
                context.pipeline().addLast(new WebSocketFrameAggregator(LONGEST_MESSAGE));
                context.pipeline().addLast(new SessionHandler(session, exchange));
                context.pipeline().remove(this);
                exchange.opened(session);
            } else {
                LOG.debug("no handshake at {}", uri.path(), done.cause());
                var _ = context.close();
            }
        });
    }

    static RestReply text(int status, String line) {
        return new RestReply(
                status, Map.of("Content-Type", "text/plain"), (line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(ChannelHandlerContext context, FullHttpRequest request, RestReply reply) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8");
        response.headers().set("X-Tickhouse-Source", "SIMULATED");
        reply.headers().forEach((name, value) -> response.headers().set(name, value));
        HttpUtil.setContentLength(response, reply.body().length);
        boolean keep = HttpUtil.isKeepAlive(request);
        HttpUtil.setKeepAlive(response, keep);
        if (keep) {
            var _ = context.writeAndFlush(response);
        } else {
            var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("a request ends", cause);
        var _ = context.close();
    }
}
