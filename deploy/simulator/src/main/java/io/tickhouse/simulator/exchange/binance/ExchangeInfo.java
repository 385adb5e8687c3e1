package io.tickhouse.simulator.exchange.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tickhouse.simulator.exchange.fault.LiveFaultKind.Target;
import io.tickhouse.simulator.exchange.fault.LiveFaults;
import io.tickhouse.simulator.market.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The answer to exchangeInfo: limits, and of each symbol what its prices and quantities may be. */
final class ExchangeInfo {
    private static final List<String> QUOTES = List.of("USDT", "USDC", "FDUSD", "BTC", "ETH", "BNB", "EUR");
    private static final long ONBOARDED = 1_569_398_400_000L;

    private final ObjectMapper json = new ObjectMapper();
    private final BinanceProduct product;
    private final boolean spot;
    private final int weightLimit;
    private final Map<String, Instrument> instruments;
    private final LiveFaults faults;

    /** @param instruments by symbol, in the order in which they are told */
    ExchangeInfo(BinanceProduct product, int weightLimit, Map<String, Instrument> instruments, LiveFaults faults) {
        this.product = product;
        this.spot = product == BinanceProduct.SPOT;
        this.weightLimit = weightLimit;
        this.instruments = instruments;
        this.faults = faults;
    }

    void addTo(RestApi api) {
        api.add("/exchangeInfo", spot ? 20 : 1, this::write);
    }

    private void write(Parameters asked, JsonText out) throws BadRequest {
        List<Instrument> wanted = wanted(asked);
        out.put("{\"timezone\":\"UTC\",\"serverTime\":").put(asked.call().micros() / asked.unit());
        if (product == BinanceProduct.USDM) {
            out.put(",\"futuresType\":\"U_MARGINED\"");
        }
        out.put(",\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1"
                        + ",\"limit\":")
                .put(weightLimit)
                .put("}");
        if (spot) {
            out.put(",{\"rateLimitType\":\"RAW_REQUESTS\",\"interval\":\"MINUTE\",\"intervalNum\":5,\"limit\":61000}");
        }
        out.put("],\"exchangeFilters\":[],");
        out.put(product == BinanceProduct.USDM ? "\"assets\":[]," : "").put("\"symbols\":[");
        String comma = "";
        for (Instrument instrument : wanted) {
            out.put(comma);
            if (product == BinanceProduct.COINM) {
                contract(out, instrument, CoinmContract.of(instrument.symbol()));
            } else {
                symbol(out, instrument);
            }
            filters(out, instrument);
            comma = ",";
        }
        out.put("]}");
    }

    /** Spot filters by {@code symbol} or {@code symbols}; futures tell all. */
    private List<Instrument> wanted(Parameters asked) throws BadRequest {
        if (!spot || !(asked.has("symbol") || asked.has("symbols"))) {
            return instruments.values().stream().filter(this::isListed).toList();
        }
        List<String> names = asked.has("symbol") ? List.of(asked.text("symbol")) : list(asked.text("symbols"));
        List<Instrument> wanted = new ArrayList<>();
        for (String name : names) {
            Instrument instrument = instruments.get(name);
            if (instrument == null || !isListed(instrument)) {
                throw new BadRequest(-1121, "Invalid symbol.");
            }
            wanted.add(instrument);
        }
        return wanted;
    }

    private boolean isListed(Instrument instrument) {
        return !faults.isUnder(Target.LISTING, instrument.symbol());
    }

    private List<String> list(String text) throws BadRequest {
        try {
            List<String> names = new ArrayList<>();
            for (JsonNode name : json.readTree(text)) {
                names.add(name.asText());
            }
            return names;
        } catch (JsonProcessingException e) {
            throw new BadRequest(-1100, "Illegal characters found in parameter 'symbols'.");
        }
    }

    private void symbol(JsonText out, Instrument instrument) {
        String quote = QUOTES.stream()
                .filter(name -> instrument.symbol().endsWith(name)
                        && instrument.symbol().length() > name.length())
                .findFirst()
                .orElse("USDT");
        String base = instrument.symbol().endsWith(quote)
                ? instrument.symbol().substring(0, instrument.symbol().length() - quote.length())
                : instrument.symbol();
        out.put("{\"symbol\":\"").put(instrument.symbol());
        if (!spot) {
            out.put("\",\"pair\":\"").put(instrument.symbol());
            out.put("\",\"contractType\":\"PERPETUAL\",\"deliveryDate\":").put(CoinmContract.NEVER);
            out.put(",\"onboardDate\":").put(ONBOARDED).put(",\"status\":\"TRADING");
        } else {
            out.put("\",\"status\":\"TRADING");
        }
        out.put("\",\"baseAsset\":\"").put(base).put("\",\"quoteAsset\":\"").put(quote);
        if (!spot) {
            out.put("\",\"marginAsset\":\"").put(quote);
            out.put("\",\"pricePrecision\":").put(instrument.priceScale());
            out.put(",\"quantityPrecision\":").put(instrument.quantityScale());
        } else {
            out.put("\",\"baseAssetPrecision\":8,\"quoteAssetPrecision\":8,\"isSpotTradingAllowed\":true");
        }
    }

    private static void contract(JsonText out, Instrument instrument, CoinmContract contract) {
        out.put("{\"symbol\":\"").put(instrument.symbol()).put("\",\"pair\":\"").put(contract.pair());
        out.put("\",\"contractType\":\"").put(contract.type());
        out.put("\",\"deliveryDate\":").put(contract.deliveryMillis());
        out.put(",\"onboardDate\":").put(ONBOARDED).put(",\"contractStatus\":\"TRADING\",\"contractSize\":");
        out.put(instrument.contractSize()).put(",\"marginAsset\":\"").put(contract.base());
        out.put("\",\"baseAsset\":\"").put(contract.base());
        out.put("\",\"quoteAsset\":\"").put(CoinmContract.QUOTE);
        out.put("\",\"pricePrecision\":").put(instrument.priceScale());
        out.put(",\"quantityPrecision\":").put(instrument.quantityScale());
    }

    private static void filters(JsonText out, Instrument instrument) {
        Figures figures = new Figures(instrument);
        out.put(",\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"minPrice\":");
        figures.ticks(out, 1);
        out.put(",\"maxPrice\":");
        figures.ticks(out, instrument.anchorTicks() * 100);
        out.put(",\"tickSize\":");
        figures.ticks(out, 1);
        out.put("},{\"filterType\":\"LOT_SIZE\",\"minQty\":");
        figures.quantity(out, 1);
        out.put(",\"maxQty\":");
        figures.quantity(out, 1_000_000_000L);
        out.put(",\"stepSize\":");
        figures.quantity(out, 1);
        out.put("}]}");
    }
}
