package io.tickhouse.ingest.ws.venue.krakenspot;

import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.json.JsonReader;
import io.tickhouse.ingest.ws.venue.json.JsonReader.Kind;
import io.tickhouse.ingest.ws.venue.krakenspot.Row.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Frames of WebSocket v2: {@code {"channel","type","data":[…]}}, answers to requests {@code {"method","success",…}}. */
final class Frames implements FrameDecoder {
    /** Rows kept for the frames to come; one with all instruments has thousands. */
    private static final int KEPT = 64;

    private final JsonReader json = new JsonReader();
    private final Row head = new Row(json);
    private final List<Row> rows = new ArrayList<>();
    private int used;
    private boolean array;

    @Override
    public Decoded decode(byte[] frame, Instant receiveTime) {
        head.clear();
        used = 0;
        array = false;
        try {
            Kind first = json.begin(frame);
            if (first != Kind.OBJECT) {
                return new Decoded.Rejected("expected a JSON object, found " + first);
            }
            read();
            json.end();
            return decoded(receiveTime);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Decoded.Rejected(String.valueOf(e.getMessage()));
        } finally {
            if (rows.size() > KEPT) {
                rows.subList(KEPT, rows.size()).clear();
            }
        }
    }

    private void read() {
        while (json.nextField()) {
            String name = json.name();
            if (name.equals("data")) {
                data(json.value());
            } else {
                head.take(name.equals("Error") ? "error" : name);
            }
        }
    }

    /** An array of rows, or an object whose {@code pairs} are an array of them. */
    private void data(Kind kind) {
        if (kind == Kind.ARRAY) {
            rows();
        } else if (kind == Kind.OBJECT) {
            while (json.nextField()) {
                boolean pairs = json.name().equals("pairs");
                Kind within = json.value();
                if (pairs && within == Kind.ARRAY) {
                    rows();
                } else {
                    json.skip(within);
                }
            }
        }
    }

    private void rows() {
        array = true;
        while (json.nextElement()) {
            Kind kind = json.value();
            if (kind != Kind.OBJECT) {
                throw new IllegalArgumentException("expected objects in data, found " + kind);
            }
            if (used == rows.size()) {
                rows.add(new Row(json));
            }
            Row row = rows.get(used++);
            row.clear();
            row.takeAll();
        }
    }

    private Decoded decoded(Instant received) {
        if (head.has(Name.CHANNEL)) {
            return data(head.text(Name.CHANNEL), received);
        }
        if (head.has(Name.METHOD) && head.text(Name.METHOD).equals("pong")) {
            return new Decoded.Ignored("pong");
        }
        if (head.has(Name.SUCCESS) && head.flag(Name.SUCCESS)) {
            return new Decoded.Mapped(new Message.Acknowledged(head.loose(Name.REQ_ID)));
        }
        if (head.has(Name.ERROR)) {
            return new Decoded.Mapped(
                    new Message.Refused(head.loose(Name.REQ_ID), head.loose(Name.SYMBOL), head.text(Name.ERROR)));
        }
        return new Decoded.Ignored("unknown frame");
    }

    private Decoded data(String channel, Instant received) {
        return switch (channel) {
            case "trade" -> inOrder(each(row -> Records.trades(row, isSnapshot(), received)));
            case "ohlc" -> each(row -> Records.kline(head, row, isSnapshot(), received));
            case "ticker" -> each(row -> Records.tickers(row, received));
            case "book" -> each(row -> List.of(Records.book(row, isSnapshot(), received)));
            case "instrument" -> each(row -> Records.instrument(row, received));
            case "status" -> each(Records::condition);
            case "heartbeat" -> new Decoded.Ignored("heartbeat");
            default -> new Decoded.Ignored("unknown channel");
        };
    }

    /** Which order a snapshot of trades has is not documented. */
    private static Decoded inOrder(Decoded decoded) {
        return decoded instanceof Decoded.Mapped(List<Message> messages)
                ? new Decoded.Mapped(messages.stream()
                        .sorted(Comparator.comparingLong(
                                message -> message instanceof Message.Fact fact ? fact.firstId() : Message.NONE))
                        .toList())
                : decoded;
    }

    private boolean isSnapshot() {
        String type = head.text(Name.TYPE);
        if (!type.equals("snapshot") && !type.equals("update")) {
            throw new IllegalArgumentException("expected 'type' to be snapshot or update, found " + type);
        }
        return type.equals("snapshot");
    }

    /** Reads one row. */
    private interface Reader {
        List<? extends Message> read(Row row);
    }

    private Decoded each(Reader reader) {
        if (!array) {
            throw new IllegalArgumentException("expected rows in 'data', found none");
        }
        List<Message> messages = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            messages.addAll(reader.read(rows.get(i)));
        }
        return messages.isEmpty() ? new Decoded.Ignored("nothing to tell") : new Decoded.Mapped(messages);
    }
}
