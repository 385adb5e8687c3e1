package io.tickhouse.simulator.exchange;

import io.netty.buffer.ByteBuf;

/** Heads of a server's WebSocket frames (RFC 6455, 5.2). */
final class WireFrame {
    static final int LONGEST_HEAD = 10;
    /** A text, whole. */
    static final int TEXT = 0x81;
    /** The first fragment of a text. */
    static final int TEXT_BEGINS = 0x01;
    /** A fragment between. */
    static final int GOES_ON = 0x00;
    /** The last fragment. */
    static final int ENDS = 0x80;

    private WireFrame() {}

    static void head(ByteBuf out, int head, int length) {
        out.writeByte(head);
        if (length < 126) {
            out.writeByte(length);
        } else if (length < 1 << 16) {
            out.writeByte(126).writeShort(length);
        } else {
            out.writeByte(127).writeLong(length);
        }
    }
}
