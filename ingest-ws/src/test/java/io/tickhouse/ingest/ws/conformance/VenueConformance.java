package io.tickhouse.ingest.ws.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Decoded;
import io.tickhouse.ingest.ws.venue.FrameDecoder;
import io.tickhouse.ingest.ws.venue.Levels;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.Selection;
import io.tickhouse.ingest.ws.venue.Subscription;
import io.tickhouse.ingest.ws.venue.VenueAdapter;
import io.tickhouse.market.Side;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.market.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every venue has to pass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class VenueConformance {
    private static final int MUTATIONS = 1_000;
    private static final long SEED = 20_260_301L;
    private static final Path REFERENCE =
            Path.of(System.getProperty("tickhouse.root", "..")).resolve("docs/reference/venues");

    private final VenueAdapter adapter;

    protected VenueConformance(VenueAdapter adapter) {
        this.adapter = adapter;
    }

    /** Writes updates and images as the venue does. */
    protected abstract VenueBookFrames bookFrames();

    /** Says what else the venue says. */
    protected abstract SocketFrames socketFrames();

    @Test
    void aConnectionOutlastsEveryEndAndIsReplacedWhenTheVenueLeaves() throws Exception {
        try (ReconnectScript script = new ReconnectScript(adapter, socketFrames())) {
            script.run();
        }
    }

    Stream<Golden> goldenFrames() {
        return Golden.of(adapter.venue().name()).stream();
    }

    @ParameterizedTest
    @MethodSource("goldenFrames")
    void aGoldenFrameBecomesWhatItsDocumentSays(Golden golden) {
        assertThat(golden.found(adapter.frames())).isEqualTo(golden.expected());
        assertThat(Golden.action(adapter.frames().decode(golden.bytes(), Golden.RECEIVED)))
                .isEqualTo(golden.action());
    }

    @Test
    void theReferencesTableOfChannelsListsExactlyTheGoldenFrames() throws IOException {
        String page = Files.readString(REFERENCE.resolve(adapter.venue().name() + ".md"));
        assertThat(Golden.table(page))
                .containsExactlyElementsOf(goldenFrames()
                        .map(golden -> List.of(golden.channel(), golden.variant(), golden.action()))
                        .toList());
    }

    @Test
    void aMutatedFrameIsMappedIgnoredOrRejectedAndNeverMoreThanItSays() {
        List<Golden> frames = goldenFrames().toList();
        FrameDecoder decoder = adapter.frames();
        Random random = new Random(SEED);
        Set<String> outcomes = new HashSet<>();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < MUTATIONS * 5; i++) {
                Golden golden = frames.get(random.nextInt(frames.size()));
                byte[] mutated = Mutations.of(golden.bytes(), random);
                String shown = "seed " + SEED + ", mutation " + i + ": " + new String(mutated, StandardCharsets.UTF_8);
                Decoded decoded = decoder.decode(mutated, Golden.RECEIVED);
                outcomes.add(Golden.action(decoded));
                if (decoded instanceof Decoded.Mapped(List<Message> messages)) {
                    assertThat(messages).as(shown).isNotEmpty().allSatisfy(VenueConformance::isSane);
                }
            }
        });
        assertThat(outcomes).containsExactlyInAnyOrder("mapped", "ignored", "rejected");
        goldenFrames()
                .forEach(golden -> assertThat(golden.found(decoder))
                        .as("after all these, %s", golden)
                        .isEqualTo(golden.expected()));
    }

    private static void isSane(Message message) {
        if (message instanceof Message.Fact fact) {
            assertThat(fact.symbol()).isNotEmpty();
            for (Schema.Field field : fact.value().getSchema().getFields()) {
                if (field.schema().getType() != Schema.Type.UNION) {
                    assertThat(fact.value().get(field.pos())).as(field.name()).isNotNull();
                }
            }
            if (fact.value() instanceof Trade trade) {
                assertThat(trade.getPrice()).isPositive();
                assertThat(trade.getQuantity()).isPositive();
                assertThat(trade.getSide()).isIn(Side.BUY, Side.SELL);
            }
        } else if (message instanceof Message.Book book) {
            for (Levels levels : List.of(book.update().bids(), book.update().asks())) {
                assertThat(Arrays.stream(levels.prices())).allMatch(price -> price > 0);
                assertThat(Arrays.stream(levels.quantities())).allMatch(quantity -> quantity >= 0);
            }
        }
    }

    @Test
    void quantitiesCountWhatTheVenueSaysAndBothSidesOfATakerAreSeen() {
        Set<Side> sides = EnumSet.noneOf(Side.class);
        goldenFrames()
                .map(golden -> adapter.frames().decode(golden.bytes(), Golden.RECEIVED))
                .filter(Decoded.Mapped.class::isInstance)
                .flatMap(decoded -> ((Decoded.Mapped) decoded).messages().stream())
                .filter(message -> message instanceof Message.Fact fact && fact.value() instanceof Trade)
                .map(message -> (Trade) ((Message.Fact) message).value())
                .forEach(trade -> {
                    sides.add(trade.getSide());
                    assertThat(trade.getVenue()).isEqualTo(adapter.venue().name());
                    assertThat(trade.getQuantityUnit())
                            .isEqualTo(adapter.venue().quantityUnit());
                });
        assertThat(sides).containsExactlyInAnyOrder(Side.BUY, Side.SELL);
    }

    @Test
    void everyTypeOfASocketHasAChannelForEverySymbolAndEveryTypeOfRestARequest() {
        List<String> symbols = List.of("AAAUSDT", "BBBUSDT");
        for (DataType type : adapter.streams().types()) {
            List<Subscription> channels =
                    adapter.streams().subscriptions(new Selection(symbols, Set.of(type), List.of(Interval.MINUTE_1)));
            DataType carried = type == DataType.L2_DELTAS ? DataType.L2 : type;
            assertThat(channels)
                    .as(type.label())
                    .filteredOn(channel -> channel.type() == carried)
                    .extracting(Subscription::symbol)
                    .containsExactlyElementsOf(symbols);
            assertThat(channels)
                    .as("%s, and what books need to know of their instruments", type.label())
                    .allMatch(channel -> channel.type() == carried
                            || (carried == DataType.L2 && channel.type() == DataType.INSTRUMENTS));
        }
        for (DataType type : adapter.rest().types()) {
            assertThat(adapter.rest().polls(new Selection(symbols, Set.of(type), List.of())))
                    .as(type.label())
                    .isNotEmpty()
                    .allMatch(poll -> poll.type() == type);
        }
        EnumSet<DataType> both = EnumSet.copyOf(adapter.streams().types());
        both.retainAll(adapter.rest().types());
        assertThat(both).isEmpty();
    }

    @Test
    void requestsStayWithinTheLimitsAndNameEveryChannelOnce() {
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            symbols.add("S" + i + "USDT");
        }
        List<Subscription> channels = adapter.streams()
                .subscriptions(new Selection(symbols, Set.of(DataType.TRADES, DataType.L2), List.of()));
        assertThat(channels).hasSizeGreaterThanOrEqualTo(1_000).doesNotHaveDuplicates();
        var requests = adapter.streams().subscribe(channels, 7);
        int atOnce = adapter.streams().limits().channelsPerRequest();
        assertThat(requests)
                .hasSizeGreaterThanOrEqualTo(1_000 / atOnce)
                .allMatch(request -> request.answers() == 1
                        || request.answers() == request.channels().size());
        assertThat(requests.stream().flatMap(request -> request.channels().stream()))
                .containsExactlyInAnyOrderElementsOf(channels);
        assertThat(channels)
                .allMatch(channel -> requests.stream()
                                .filter(request -> socketFrames().asksFor(request.text(), channel))
                                .count()
                        == 1);
        assertThat(requests)
                .extracting(request -> request.id())
                .doesNotHaveDuplicates()
                .startsWith("7");
    }

    @Test
    void everyDropRepetitionAndSwapOfUpdatesIsSeenAndTheBookEndsAsTheCleanRunDoes() {
        switch (bookFrames()) {
            case BookFrames frames -> {
                BookTrial trial = new BookTrial(adapter, frames, SEED);
                for (int i = 0; i < MUTATIONS; i++) {
                    trial.run(i);
                }
            }
            case ChannelBookFrames frames -> {
                ChannelBookTrial trial = new ChannelBookTrial(adapter, frames, SEED);
                for (int i = 0; i < MUTATIONS; i++) {
                    trial.run(i);
                }
                assertThat(trial.broken()).isGreaterThan(MUTATIONS / 2);
            }
        }
    }
}
