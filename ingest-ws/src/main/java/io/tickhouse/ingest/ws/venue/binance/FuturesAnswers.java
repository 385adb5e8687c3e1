package io.tickhouse.ingest.ws.venue.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.tickhouse.ingest.ws.venue.DataType;
import io.tickhouse.ingest.ws.venue.Message;
import io.tickhouse.ingest.ws.venue.json.Json;
import io.tickhouse.ingest.ws.venue.json.Nodes;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.OpenInterest;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Source;
import io.tickhouse.schemas.market.Times;
import io.tickhouse.schemas.market.Venue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Answers about contracts, open interest and funding, which the products of futures spell nearly alike. */
final class FuturesAnswers {
    /** The delivery date of what is never delivered: 2100-12-25. */
    private static final long NEVER = 4_133_404_800_000L;

    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("yyMMdd");

    private final Venue venue;

    FuturesAnswers(Venue venue) {
        this.venue = venue;
    }

    /**
     * exchangeInfo: {@code symbols[{symbol contractType status baseAsset quoteAsset marginAsset onboardDate …}]}; COIN-M has
     * {@code contractStatus} for {@code status}, and {@code contractSize}, what a contract is worth in quote asset.
     */
    List<Message.Fact> instruments(byte[] body, Predicate<String> wanted, Instant received) {
        List<Message.Fact> instruments = new ArrayList<>();
        for (JsonNode row : Nodes.required(Json.tree(body), "symbols")) {
            String symbol = Nodes.text(row, "symbol");
            if (wanted.test(symbol)) {
                instruments.add(new Message.Fact(DataType.INSTRUMENTS, symbol, instrument(symbol, row, received)));
            }
        }
        return instruments;
    }

    private Instrument instrument(String symbol, JsonNode row, Instant received) {
        String base = Nodes.text(row, "baseAsset");
        String quote = Nodes.text(row, "quoteAsset");
        String settle = Nodes.text(row, "marginAsset");
        long delivery = Nodes.number(row, "deliveryDate");
        boolean perpetual = delivery >= NEVER || Nodes.text(row, "contractType").endsWith("PERPETUAL");
        Instant expiry = perpetual ? null : Fields.instant(delivery);
        boolean inContracts = venue.quantityUnit() == QuantityUnit.CONTRACT;
        return Instrument.newBuilder()
                .setVenue(venue.name())
                .setSymbol(symbol)
                .setUnifiedSymbol(base + "/" + quote + ":" + settle
                        + (expiry == null ? "" : "-" + EXPIRY.format(LocalDate.ofInstant(expiry, ZoneOffset.UTC))))
                .setKind(perpetual ? "PERPETUAL" : "FUTURE")
                .setBase(base)
                .setQuote(quote)
                .setSettle(settle)
                .setStatus(Nodes.text(row, inContracts ? "contractStatus" : "status"))
                .setTickSize(Answers.step(row, "PRICE_FILTER", "tickSize").orElse(null))
                .setLotSize(Answers.step(row, "LOT_SIZE", "stepSize").orElse(null))
                .setQuantityUnit(venue.quantityUnit())
                .setContractSize(inContracts ? BigDecimal.valueOf(Nodes.number(row, "contractSize")) : null)
                .setContractSizeAsset(inContracts ? quote : null)
                .setListedTime(
                        row.path("onboardDate").asLong() > 0 ? Fields.instant(Nodes.number(row, "onboardDate")) : null)
                .setExpiryTime(expiry)
                .setEventTime(received)
                .setReceiveTime(received)
                .setSource(Source.LIVE)
                .build();
    }

    /**
     * {@code {"openInterest":"10659.509","symbol":"BTCUSDT","time":1589437530011}}, on USD-M in base asset, on COIN-M in
     * contracts, whose worth in base asset it does not tell.
     */
    List<Message.Fact> openInterest(byte[] body, Instant received) {
        JsonNode row = Json.tree(body);
        String symbol = Nodes.text(row, "symbol");
        BigDecimal interest = Nodes.decimal(row, "openInterest");
        if (interest.signum() < 0) {
            throw new IllegalArgumentException("expected 'openInterest' of 0 or more, found " + interest);
        }
        OpenInterest record = OpenInterest.newBuilder()
                .setVenue(venue.name())
                .setSymbol(symbol)
                .setOpenInterest(interest)
                .setQuantityUnit(venue.quantityUnit())
                .setBaseQuantity(venue.quantityUnit() == QuantityUnit.BASE ? interest : null)
                .setEventTime(plausible(Nodes.number(row, "time"), received))
                .setReceiveTime(received)
                .setSource(Source.LIVE)
                .build();
        return List.of(new Message.Fact(DataType.OPEN_INTEREST, symbol, record));
    }

    /** fundingRate: {@code [{"symbol","fundingTime","fundingRate","markPrice"}]}; early rows lack the mark price. */
    List<Message.Fact> settledFunding(byte[] body, Set<String> wanted, Instant received) {
        List<Message.Fact> rates = new ArrayList<>();
        for (JsonNode row : Json.tree(body)) {
            String symbol = Nodes.text(row, "symbol");
            if (wanted.contains(symbol)) {
                Instant time = plausible(Nodes.number(row, "fundingTime"), received);
                rates.add(new Message.Fact(
                        DataType.FUNDING_RATES,
                        symbol,
                        FundingRate.newBuilder()
                                .setVenue(venue.name())
                                .setSymbol(symbol)
                                .setFundingTime(time)
                                .setRate(Nodes.decimal(row, "fundingRate"))
                                .setSettled(true)
                                .setMarkPrice(Nodes.optionalDecimal(row, "markPrice")
                                        .filter(price -> price.signum() > 0)
                                        .orElse(null))
                                .setEventTime(time)
                                .setReceiveTime(received)
                                .setSource(Source.LIVE)
                                .build()));
            }
        }
        return rates;
    }

    /** premiumIndex: {@code [{"symbol","lastFundingRate","nextFundingTime","time"}]}; 0 for what has no funding. */
    List<Message.Fact> predictedFunding(byte[] body, Set<String> wanted, Instant received) {
        List<Message.Fact> rates = new ArrayList<>();
        for (JsonNode row : Json.tree(body)) {
            String symbol = Nodes.text(row, "symbol");
            if (wanted.contains(symbol) && Nodes.number(row, "nextFundingTime") > 0) {
                Nodes.optionalDecimal(row, "lastFundingRate")
                        .ifPresent(rate -> rates.add(new Message.Fact(
                                DataType.FUNDING_RATES,
                                symbol,
                                FundingRate.newBuilder()
                                        .setVenue(venue.name())
                                        .setSymbol(symbol)
                                        .setFundingTime(Fields.instant(Nodes.number(row, "nextFundingTime")))
                                        .setRate(rate)
                                        .setSettled(false)
                                        .setEventTime(plausible(Nodes.number(row, "time"), received))
                                        .setReceiveTime(received)
                                        .setSource(Source.LIVE)
                                        .build())));
            }
        }
        return rates;
    }

    private static Instant plausible(long value, Instant received) {
        Instant time = Fields.instant(value);
        if (!Times.plausible(time, received)) {
            throw new IllegalArgumentException("expected a time from 2009 to a day ahead, found " + value);
        }
        return time;
    }
}
