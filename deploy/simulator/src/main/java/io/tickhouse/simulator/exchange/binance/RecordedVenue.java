package io.tickhouse.simulator.exchange.binance;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.tickhouse.simulator.exchange.RestCall;
import io.tickhouse.simulator.exchange.RestReply;
import io.tickhouse.simulator.exchange.Session;
import io.tickhouse.simulator.exchange.Stream;
import io.tickhouse.simulator.exchange.Venue;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import io.tickhouse.simulator.feed.Feed;
import io.tickhouse.simulator.feed.Playback;
import io.tickhouse.simulator.feed.Recording;
import io.tickhouse.simulator.market.Instrument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Binance as it was recorded. Messages come byte for byte; diffs of a book, recorded at one pace, are told under the names
 * of all paces. REST answers as it was recorded to have answered the same request last, or the first time if that is still
 * to come; of what was not asked it knows the recorded books, and of instruments no more than their names.
 */
final class RecordedVenue implements Venue, Playback.Listener {
    private static final Set<String> DIFF_NAMES =
            Set.of("@depth", "@depth@0ms", "@depth@100ms", "@depth@250ms", "@depth@500ms");

    private final BinanceProduct product;
    private final Playback playback;
    private final SocketProtocol sockets;
    private final RestApi rest;
    private final Map<String, Progress> progress = new LinkedHashMap<>();
    private final Map<String, byte[]> answers = new HashMap<>();
    private final List<String> remarks;
    private boolean stale;

    /** A recorded stream and what of it has been played. */
    private static final class Progress {
        private final List<Stream> names;
        private long played;

        Progress(List<Stream> names) {
            this.names = names;
        }
    }

    /** @throws IOException if the recording cannot be read any more */
    RecordedVenue(BinanceProduct product, Recording recording, Weights weights, LiveFaults faults) throws IOException {
        this.product = product;
        Streams streams = new Streams(product);
        for (String recorded : recording.streams()) {
            int at = recorded.indexOf('@');
            Set<String> names = new TreeSet<>(Set.of(recorded));
            if (at > 0 && DIFF_NAMES.contains(recorded.substring(at))) {
                DIFF_NAMES.forEach(suffix -> names.add(recorded.substring(0, at) + suffix));
            }
            progress.put(recorded, new Progress(names.stream().map(streams::add).toList()));
        }
        recording.firstAnswers().forEach(this::answer);
        this.remarks = recording.remarks();
        this.playback = new Playback(recording, this);
        this.sockets = new SocketProtocol(product, streams, faults);
        this.rest = new RestApi(product, weights);
        Set<String> symbols = symbols(product, recording);
        Map<String, Instrument> instruments = new LinkedHashMap<>();
        symbols.forEach(symbol -> instruments.put(symbol, Instrument.of(product.market(), symbol)));
        new ExchangeInfo(product, weights.limit(), instruments, faults).addTo(rest);
        rest.add("/depth", 50, (asked, out) -> depth(recording, symbols, asked, out));
    }

    /** Streams of COIN-M may also be of a pair, which is no symbol. */
    private static Set<String> symbols(BinanceProduct product, Recording recording) {
        return recording.streams().stream()
                .filter(name -> name.indexOf('@') > 0)
                .map(name -> name.substring(0, name.indexOf('@')).toUpperCase(Locale.ROOT))
                .filter(product::trades)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void answer(String request, byte[] body) {
        QueryStringDecoder uri = new QueryStringDecoder(request, StandardCharsets.UTF_8);
        answers.put(key(uri.path(), uri.parameters()), body);
    }

    private static String key(String path, Map<String, List<String>> query) {
        return path + "?" + new TreeMap<>(query);
    }

    @Override
    public void message(String name, byte[] data, long micros) {
        Progress of = progress.get(name);
        if (of == null) {
            throw new IllegalStateException("the recording has changed: it had no stream " + name);
        }
        of.played++;
        for (Stream stream : of.names) {
            for (int form = 0; form < Streams.FORMS; form++) {
                stream.send(form, data, data.length);
            }
        }
    }

    private void depth(Recording recording, Set<String> symbols, Parameters asked, JsonText out) throws BadRequest {
        if (!symbols.contains(asked.text("symbol"))) {
            throw new BadRequest(-1121, "Invalid symbol.");
        }
        byte[] image = symbols.size() == 1
                ? recording.image(stale ? Long.MIN_VALUE : asked.call().micros())
                : null;
        if (image == null) {
            throw new BadRequest(404, -1000, "the recording has no book that is certainly of this symbol");
        }
        out.put(new String(image, StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean isHeard() {
        return progress.values().stream().allMatch(of -> of.names.stream().anyMatch(Stream::isHeard));
    }

    @Override
    public Feed feed() {
        return playback;
    }

    @Override
    public boolean hasSocketAt(String path) {
        return sockets.hasSocketAt(path);
    }

    @Override
    public void opened(Session session) {
        sockets.opened(session);
    }

    @Override
    public void text(Session session, String text) {
        sockets.text(session, text);
    }

    @Override
    public RestReply answer(RestCall call, boolean staleBook) {
        byte[] recorded = answers.get(key(call.path(), call.query()));
        if (recorded != null) {
            return new RestReply(200, Map.of(), recorded);
        }
        stale = staleBook;
        return rest.answer(call);
    }

    @Override
    public RestReply refusal(int status, int retryAfterSeconds) {
        return rest.refusal(status, retryAfterSeconds);
    }

    @Override
    public Optional<String> leaving(Session session, long micros) {
        return Shutdown.notice(product, session, micros);
    }

    @Override
    public void end() {
        playback.close();
    }

    @Override
    public List<String> report() {
        Map<String, Long> played = new HashMap<>();
        progress.forEach((name, of) -> played.put(name, of.played));
        List<String> lines = new ArrayList<>(remarks);
        played.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " played=" + entry.getValue())
                .forEach(lines::add);
        return lines;
    }
}
