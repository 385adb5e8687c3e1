package io.tickhouse.launcher.demo;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.tickhouse.launcher.topic.Records;
import io.tickhouse.local.Endpoints;
import io.tickhouse.market.QuantityUnit;
import io.tickhouse.market.Trade;
import io.tickhouse.schemas.Topics;
import io.tickhouse.schemas.serde.RecordDeserializer;
import io.tickhouse.schemas.serde.SchemaRegistries;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Counts and sums an instrument's trades in the history topic, reading every record as a consumer would. */
final class TopicTotals {
    private final Endpoints endpoints;
    private final Instrument instrument;
    private Map<TopicPartition, Long> endsRead = Map.of();
    private Totals totals = new Totals(0, BigDecimal.ZERO, Optional.empty());

    TopicTotals(Endpoints endpoints, Instrument instrument) {
        this.endpoints = endpoints;
        this.instrument = instrument;
    }

    /** Reads the whole topic, unless nothing was written to it since the last time. */
    Totals read() throws IOException {
        try (Records records = new Records(endpoints, Topics.TRADES_HISTORY.name())) {
            if (!records.ends().equals(endsRead)) {
                totals = sum(records);
                endsRead = records.ends();
            }
            return totals;
        }
    }

    private Totals sum(Records records) throws IOException {
        long trades = 0;
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal quoteVolume = BigDecimal.ZERO;
        try (SchemaRegistryClient registry = SchemaRegistries.client(endpoints.schemaRegistryUrl(), Map.of());
                RecordDeserializer<Trade> values = new RecordDeserializer<>(Topics.TRADES_HISTORY, registry)) {
            for (ConsumerRecords<String, byte[]> some = records.next(); !some.isEmpty(); some = records.next()) {
                for (ConsumerRecord<String, byte[]> record : some) {
                    if (instrument.key().equals(record.key())) {
                        Trade trade = values.deserialize(record.topic(), record.value());
                        if (trade != null) {
                            trades++;
                            volume = volume.add(trade.getQuantity());
                            quoteVolume = quoteVolume.add(trade.getPrice().multiply(trade.getQuantity()));
                        }
                    }
                }
            }
        }
        boolean inQuote = instrument.venue().quantityUnit() != QuantityUnit.CONTRACT;
        return new Totals(trades, volume, inQuote ? Optional.of(quoteVolume) : Optional.empty());
    }
}
