package io.tickhouse.simulator.exchange.binance;

import io.tickhouse.simulator.feed.ReferenceRates;
import io.tickhouse.simulator.feed.SimulatedMarket;
import io.tickhouse.simulator.feed.SymbolMarket;
import java.util.ArrayList;
import java.util.List;

/** Answers of futures about marks, funding and open interest (developers.binance.com, "Market Data Endpoints"). */
final class FuturesAnswers {
    private static final int SCALE = ReferenceRates.SCALE;
    /** Settlements told of: a week of them. */
    private static final int SETTLEMENTS = 21;

    private record Settlement(SymbolMarket of, long micros) {}

    private final boolean coinm;
    private final SimulatedMarket market;
    private final MarketAnswers answers;

    FuturesAnswers(BinanceProduct product, SimulatedMarket market, MarketAnswers answers) {
        this.coinm = product == BinanceProduct.COINM;
        this.market = market;
        this.answers = answers;
    }

    void addTo(RestApi api) {
        api.add("/premiumIndex", asked -> asked.has("symbol") && !coinm ? 1 : 10, this::premiumIndex);
        // on USD-M these two share a budget of their own of 500 requests in 5 minutes and cost no weight
        api.add("/fundingRate", coinm ? 1 : 0, this::fundingRate);
        // symbols with other funding than the standard: there are none here
        api.add("/fundingInfo", 0, (asked, out) -> out.put("[]"));
        api.add("/openInterest", 1, this::openInterest);
    }

    private void premiumIndex(Parameters asked, JsonText out) throws BadRequest {
        long micros = asked.call().micros();
        answers.each(asked, out, of -> {
            ReferenceRates rates = of.rates();
            answers.named(out.put("{"), of);
            out.put(",\"markPrice\":").decimal(rates.mark(), SCALE, SCALE);
            out.put(",\"indexPrice\":").decimal(rates.index(), SCALE, SCALE);
            out.put(",\"estimatedSettlePrice\":").decimal(rates.settlement(), SCALE, SCALE);
            if (isFunded(of)) {
                out.put(",\"lastFundingRate\":").decimal(rates.rate(), SCALE, SCALE);
                out.put(",\"interestRate\":\"0.00010000\",\"nextFundingTime\":")
                        .put(ReferenceRates.nextFunding(micros) / 1_000);
            } else {
                out.put(",\"lastFundingRate\":\"\",\"interestRate\":\"\",\"nextFundingTime\":0");
            }
            out.put(",\"time\":").put(micros / 1_000).put("}");
        });
    }

    private boolean isFunded(SymbolMarket of) {
        return !coinm || CoinmContract.of(of.symbol()).isPerpetual();
    }

    /** COIN-M wants a symbol, and has no rates of delivery contracts. */
    private void fundingRate(Parameters asked, JsonText out) throws BadRequest {
        List<SymbolMarket> symbols = coinm || asked.has("symbol") ? List.of(answers.symbol(asked)) : market.symbols();
        long last = ReferenceRates.nextFunding(asked.call().micros()) - ReferenceRates.FUNDING_MICROS;
        List<Settlement> all = new ArrayList<>();
        for (int back = SETTLEMENTS - 1; back >= 0; back--) {
            for (SymbolMarket of : symbols.stream().filter(this::isFunded).toList()) {
                all.add(new Settlement(of, last - back * ReferenceRates.FUNDING_MICROS));
            }
        }
        out.put("[");
        String comma = "";
        for (Settlement one : asked.range(all, Settlement::micros, asked.limit(100, 1_000))) {
            ReferenceRates rates = one.of().rates();
            out.put(comma).put("{\"symbol\":\"").put(one.of().symbol());
            out.put("\",\"fundingTime\":").put(one.micros() / 1_000);
            out.put(",\"fundingRate\":").decimal(rates.settledRate(one.micros()), SCALE, SCALE);
            out.put(",\"markPrice\":").decimal(rates.index(), SCALE, SCALE).put("}");
            comma = ",";
        }
        out.put("]");
    }

    private void openInterest(Parameters asked, JsonText out) throws BadRequest {
        SymbolMarket of = answers.symbol(asked);
        Figures figures = new Figures(of.instrument());
        out.put("{");
        if (coinm) {
            answers.named(out, of);
            out.put(",\"openInterest\":");
            figures.quantity(out, of.rates().openInterest());
            out.put(",\"contractType\":\"")
                    .put(CoinmContract.of(of.symbol()).type())
                    .put("\"");
        } else {
            out.put("\"openInterest\":");
            figures.quantity(out, of.rates().openInterest());
            out.put(",");
            answers.named(out, of);
        }
        out.put(",\"time\":").put(asked.call().micros() / 1_000).put("}");
    }
}
