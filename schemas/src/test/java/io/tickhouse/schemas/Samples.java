package io.tickhouse.schemas;

import io.tickhouse.market.AggTrade;
import io.tickhouse.market.BookState;
import io.tickhouse.market.BookTicker;
import io.tickhouse.market.BulkFile;
import io.tickhouse.market.BulkFileReport;
import io.tickhouse.market.BulkFileState;
import io.tickhouse.market.BulkJob;
import io.tickhouse.market.BulkJobState;
import io.tickhouse.market.BulkJobWanted;
import io.tickhouse.market.BulkLedgerEntry;
import io.tickhouse.market.BulkRun;
import io.tickhouse.market.Candle;
import io.tickhouse.market.CaptureConnection;
import io.tickhouse.market.CaptureLedgerEntry;
import io.tickhouse.market.CaptureRun;
import io.tickhouse.market.CaptureRunState;
import io.tickhouse.market.CaptureSession;
import io.tickhouse.market.CaptureTarget;
import io.tickhouse.market.CaptureWanted;
import io.tickhouse.market.Coverage;
import io.tickhouse.market.FeedState;
import io.tickhouse.market.FeedStatus;
import io.tickhouse.market.FundingRate;
import io.tickhouse.market.GapEvent;
import io.tickhouse.market.GapStatus;
import io.tickhouse.market.Instrument;
import io.tickhouse.market.Kline;
import io.tickhouse.market.L2Delta;
import io.tickhouse.market.L2Snapshot;
import io.tickhouse.market.Level;
import io.tickhouse.market.Liquidation;
import io.tickhouse.market.MarkPrice;
import io.tickhouse.market.OpenInterest;
import io.tickhouse.market.PriceType;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Side;
import io.tickhouse.market.Source;
import io.tickhouse.market.Ticker;
import io.tickhouse.market.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** One hand-made record of each type of the contract. Their bytes are checked in: whoever edits one edits both. */
public final class Samples {
    private static final Instant EVENT = Instant.parse("2024-08-08T23:59:59.999123Z");
    private static final Instant SENT = Instant.parse("2024-08-08T23:59:59.999500Z");
    private static final Instant RECEIVED = Instant.parse("2024-08-09T00:00:00.000001Z");

    private Samples() {}

    /** A decimal as it comes off the wire: at scale 18. */
    public static BigDecimal decimal(String text) {
        return new BigDecimal(text).setScale(18);
    }

    /** All of them, one a type. */
    public static List<SpecificRecord> all() {
        return List.of(
                trade(),
                aggTrade(),
                kline(),
                fundingRate(),
                markPrice(),
                openInterest(),
                ticker(),
                bookTicker(),
                l2Snapshot(),
                l2Delta(),
                liquidation(),
                instrument(),
                feedStatus(),
                coverage(),
                candle(),
                gapEvent(),
                bulkLedgerEntry(),
                captureLedgerEntry());
    }

    public static Trade trade() {
        return Trade.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setTradeId("3735683259")
                .setSequence(3735683259L)
                .setPrice(decimal("61837.63"))
                .setQuantity(decimal("0.02"))
                .setQuoteQuantity(decimal("1236.7526"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setSide(Side.SELL)
                .setKind("NORMAL")
                .setEventTime(EVENT)
                .setPublishTime(SENT)
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static AggTrade aggTrade() {
        return AggTrade.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("ETHUSDT")
                .setAggTradeId(1_500_000_001L)
                .setFirstTradeId(2_000_000_001L)
                .setLastTradeId(2_000_000_003L)
                .setPrice(decimal("2600.01"))
                .setQuantity(decimal("1.5"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setSide(Side.BUY)
                .setEventTime(EVENT)
                .setSource(Source.BULK)
                .build();
    }

    public static Kline kline() {
        return Kline.newBuilder()
                .setVenue("binance-usdm")
                .setSymbol("BTCUSDT")
                .setPriceType(PriceType.PREMIUM)
                .setInterval("1m")
                .setOpenTime(Instant.parse("2024-08-08T23:59:00Z"))
                .setCloseTime(Instant.parse("2024-08-09T00:00:00Z"))
                .setOpen(decimal("-0.00012"))
                .setHigh(decimal("0.00001"))
                .setLow(decimal("-0.0002"))
                .setClose(decimal("0"))
                .setTradeCount(12L)
                .setQuantityUnit(QuantityUnit.BASE)
                .setClosed(true)
                .setEventTime(EVENT)
                .setPublishTime(SENT)
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static FundingRate fundingRate() {
        return FundingRate.newBuilder()
                .setVenue("binance-usdm")
                .setSymbol("BTCUSDT")
                .setFundingTime(Instant.parse("2024-08-09T00:00:00Z"))
                .setRate(decimal("-0.00005731"))
                .setIntervalMinutes(480)
                .setSettled(true)
                .setMarkPrice(decimal("61671.55"))
                .setEventTime(EVENT)
                .setSource(Source.BACKFILL)
                .build();
    }

    public static MarkPrice markPrice() {
        return MarkPrice.newBuilder()
                .setVenue("binance-usdm")
                .setSymbol("BTCUSDT")
                .setMarkPrice(decimal("61671.55123456"))
                .setIndexPrice(decimal("61690.1"))
                .setFundingRate(decimal("0.0001"))
                .setNextFundingTime(Instant.parse("2024-08-09T08:00:00Z"))
                .setEventTime(EVENT)
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static OpenInterest openInterest() {
        return OpenInterest.newBuilder()
                .setVenue("binance-coinm")
                .setSymbol("BTCUSD_PERP")
                .setOpenInterest(decimal("8123456"))
                .setQuantityUnit(QuantityUnit.CONTRACT)
                .setBaseQuantity(decimal("13170.5"))
                .setAccountRatio(decimal("1.25"))
                .setEventTime(EVENT)
                .setSource(Source.BULK)
                .build();
    }

    public static Ticker ticker() {
        return Ticker.newBuilder()
                .setVenue("kraken-spot")
                .setSymbol("BTC/USD")
                .setOpen(decimal("60000"))
                .setHigh(decimal("62500.5"))
                .setLow(decimal("59000.1"))
                .setLast(decimal("61837.6"))
                .setVolume(decimal("1234.56789"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setBidPrice(decimal("61837.5"))
                .setBidQuantity(decimal("0.4"))
                .setEventTime(EVENT)
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static BookTicker bookTicker() {
        return BookTicker.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setSequence(50093239212L)
                .setBidPrice(decimal("61837.63"))
                .setBidQuantity(decimal("3.78826"))
                .setAskPrice(decimal("61837.64"))
                .setAskQuantity(decimal("1.54698"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setEventTime(RECEIVED)
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static L2Snapshot l2Snapshot() {
        return L2Snapshot.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setGridTime(Instant.parse("2024-08-09T00:00:00Z"))
                .setIntervalMs(1_000)
                .setDepth(2)
                .setCaptureId("capture-1")
                .setNumber(86_399L)
                .setSequence(50093239224L)
                .setCaptureLatencyUs(350L)
                .setBookState(BookState.SYNCED)
                .setQuantityUnit(QuantityUnit.BASE)
                .setBids(List.of(level("61837.63", "3.78826"), level("61837.62", "0.001")))
                .setAsks(List.of(level("61837.64", "1.54698")))
                .setEventTime(EVENT)
                .setPublishTime(SENT)
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static L2Delta l2Delta() {
        return L2Delta.newBuilder()
                .setVenue("kraken-spot")
                .setSymbol("BTC/USD")
                .setChecksum(4_294_967_295L)
                .setDepth(25)
                .setSnapshot(false)
                .setQuantityUnit(QuantityUnit.BASE)
                .setBids(List.of(level("61837.5", "0")))
                .setAsks(List.of())
                .setEventTime(EVENT)
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static Liquidation liquidation() {
        return Liquidation.newBuilder()
                .setVenue("binance-usdm")
                .setSymbol("BTCUSDT")
                .setSide(Side.BUY)
                .setPrice(decimal("62000"))
                .setAveragePrice(decimal("61950.123"))
                .setQuantity(decimal("0.5"))
                .setFilledQuantity(decimal("0.5"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setStatus("FILLED")
                .setEventTime(EVENT)
                .setReceiveTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static Instrument instrument() {
        return Instrument.newBuilder()
                .setVenue("binance-coinm")
                .setSymbol("BTCUSD_PERP")
                .setUnifiedSymbol("BTC/USD:BTC")
                .setKind("PERPETUAL")
                .setBase("BTC")
                .setQuote("USD")
                .setSettle("BTC")
                .setStatus("TRADING")
                .setTickSize(decimal("0.1"))
                .setLotSize(decimal("1"))
                .setQuantityUnit(QuantityUnit.CONTRACT)
                .setContractSize(decimal("100"))
                .setContractSizeAsset("USD")
                .setListedTime(Instant.parse("2020-08-10T07:00:00Z"))
                .setEventTime(EVENT)
                .setSource(Source.LIVE)
                .build();
    }

    public static FeedStatus feedStatus() {
        return FeedStatus.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setDataType("trades")
                .setState(FeedState.DISCONNECTED)
                .setReason("closed by the venue, code 1006")
                .setConnectionId("capture-1/1")
                .setLastSequence(3735683259L)
                .setEventTime(RECEIVED)
                .setSource(Source.LIVE)
                .build();
    }

    public static Coverage coverage() {
        return Coverage.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setCoverageId("binance-spot:BTCUSDT:trades:2024-08-08")
                .setDataType("trades")
                .setFromTime(Instant.parse("2024-08-08T00:00:00Z"))
                .setToTime(Instant.parse("2024-08-09T00:00:00Z"))
                .setFirstSequence(3732000000L)
                .setLastSequence(3735693015L)
                .setRecordCount(3693016L)
                .setBasis("ARCHIVE_FILE")
                .setEvidence("BTCUSDT-trades-2024-08-08.zip, SHA-256 0123abcd")
                .setEventTime(RECEIVED)
                .setSource(Source.BULK)
                .build();
    }

    public static Candle candle() {
        return Candle.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setInterval("1m")
                .setOpenTime(Instant.parse("2024-08-08T23:59:00Z"))
                .setCloseTime(Instant.parse("2024-08-09T00:00:00Z"))
                .setOpen(decimal("61800"))
                .setHigh(decimal("61900.5"))
                .setLow(decimal("61799.99"))
                .setClose(decimal("61837.63"))
                .setVolume(decimal("3"))
                .setQuantityUnit(QuantityUnit.BASE)
                .setQuoteVolume(decimal("185512.89"))
                .setTakerBuyVolume(decimal("2"))
                .setTakerSellVolume(decimal("1"))
                .setVwap(decimal("61837.63"))
                .setTradeCount(42L)
                .setFirstTradeId("3735683218")
                .setLastTradeId("3735683259")
                .setClosed(true)
                .setComplete(true)
                .setRevision(1)
                .setUpdateTime(RECEIVED)
                .setSource(Source.BULK)
                .build();
    }

    public static GapEvent gapEvent() {
        return GapEvent.newBuilder()
                .setVenue("binance-spot")
                .setSymbol("BTCUSDT")
                .setGapId("binance-spot:BTCUSDT:trades:3735683260")
                .setDataType("trades")
                .setStatus(GapStatus.OPEN)
                .setCause("MISSING_IDS")
                .setFirstMissing(3735683260L)
                .setLastMissing(3735683262L)
                .setMissingCount(3L)
                .setFromTime(EVENT)
                .setDetectedTime(RECEIVED)
                .setUpdateTime(RECEIVED)
                .build();
    }

    public static BulkLedgerEntry bulkLedgerEntry() {
        return BulkLedgerEntry.newBuilder()
                .setFile(BulkFile.newBuilder()
                        .setVenue("binance-spot")
                        .setSymbol("BTCUSDT")
                        .setDataType("trades")
                        .setFile("data/spot/daily/trades/BTCUSDT/BTCUSDT-trades-2024-08-08.zip")
                        .setChecksum("00".repeat(32))
                        .setState(BulkFileState.LOADING)
                        .setNextRow(500_000L)
                        .setRecords(499_999L)
                        .setDeadLetters(1L)
                        .setUpdateTime(RECEIVED)
                        .setPeriod("2024-08-08")
                        .setBytes(125_370L)
                        .setReport(BulkFileReport.newBuilder()
                                .setRows(9_738L)
                                .setRepeated(1L)
                                .setFirstId(3_735_683_259L)
                                .setLastId(3_735_692_996L)
                                .setMissingIds(2L)
                                .setHoles(List.of("3735683300-3735683301"))
                                .setDisordered(0L)
                                .setOutside(0L)
                                .setFirstTime(EVENT)
                                .setLastTime(RECEIVED)
                                .setVolume(decimal("2016.333953"))
                                .build())
                        .setError(null)
                        .build())
                .setJob(BulkJob.newBuilder()
                        .setJobId("k3fqx")
                        .setVenue("binance-spot")
                        .setSymbols(List.of("BTCUSDT", "*USDC"))
                        .setSeries(List.of("trades", "klines:1m"))
                        .setFromDay(LocalDate.of(2024, 8, 8))
                        .setToDay(null)
                        .setSource(Source.BULK)
                        .setArchive(null)
                        .setWanted(BulkJobWanted.RUN)
                        .setRank(1_000L)
                        .setAttempt(1)
                        .setResync(0)
                        .setCreateTime(RECEIVED)
                        .build())
                .setRun(BulkRun.newBuilder()
                        .setJobId("k3fqx")
                        .setState(BulkJobState.RUNNING)
                        .setAttempt(1)
                        .setResync(0)
                        .setFiles(12)
                        .setLoaded(3)
                        .setMissing(1)
                        .setQuarantined(0)
                        .setRecords(499_999L)
                        .setDeadLetters(1L)
                        .setBytes(376_110L)
                        .setError(null)
                        .setUpdateTime(RECEIVED)
                        .build())
                .build();
    }

    public static CaptureLedgerEntry captureLedgerEntry() {
        return CaptureLedgerEntry.newBuilder()
                .setSession(CaptureSession.newBuilder()
                        .setSessionId("majors")
                        .setTargets(List.of(
                                new CaptureTarget("binance-spot", List.of("BTCUSDT", "*USDC")),
                                new CaptureTarget("binance-usdm", List.of("perp:*"))))
                        .setDataTypes(List.of("trades", "l2"))
                        .setKlineIntervals(List.of("1m"))
                        .setDepth(20)
                        .setIntervalMs(1_000L)
                        .setCreateTime(RECEIVED)
                        .setEndTime(null)
                        .setWanted(CaptureWanted.RUN)
                        .setVersion(3)
                        .setReconnects(1)
                        .build())
                .setRun(CaptureRun.newBuilder()
                        .setSessionId("majors")
                        .setGroup("ingest-ws")
                        .setReplica("host-7101")
                        .setState(CaptureRunState.RUNNING)
                        .setVersion(3)
                        .setBeginTime(EVENT)
                        .setUpdateTime(RECEIVED)
                        .setSymbols(412)
                        .setReceived(1_000L)
                        .setPublished(998L)
                        .setMissing(1L)
                        .setLost(0L)
                        .setResyncs(2L)
                        .setConnections(List.of(new CaptureConnection("binance-spot", "c1", "Live", "a1/c1.1")))
                        .setTroubles(List.of("ETHUSDC trades: STALE"))
                        .setError(null)
                        .setReport(null)
                        .build())
                .build();
    }

    private static Level level(String price, String quantity) {
        return new Level(decimal(price), decimal(quantity));
    }
}
