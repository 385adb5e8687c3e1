package io.tickhouse.bench.sink;

import io.tickhouse.market.Trade;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** What a user would write: poll, deserialize, add to a JDBC batch, execute it when it is large, commit. */
record UsersOwn(KafkaConsumer<byte[], Trade> consumer, String url, String user, String password) {
    private static final int BATCH = 50_000;
    private static final String INSERT = " (venue, symbol, trade_id, sequence, price, quantity, quote_quantity,"
            + " quantity_unit, side, kind, event_time, source, _topic, _partition, _offset)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    void run(String table, long rows) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        try (Connection connection = DriverManager.getConnection(url, login);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table + INSERT)) {
            long done = 0;
            int open = 0;
            while (done < rows) {
                for (ConsumerRecord<byte[], Trade> record : consumer.poll(Duration.ofMillis(100))) {
                    if (done + open < rows) {
                        add(insert, record);
                        open++;
                    }
                }
                if (open >= BATCH || done + open == rows) {
                    insert.executeBatch();
                    consumer.commitSync();
                    done += open;
                    open = 0;
                }
            }
        }
    }

    private static void add(PreparedStatement insert, ConsumerRecord<byte[], Trade> record) throws SQLException {
        Trade trade = record.value();
        insert.setString(1, trade.getVenue());
        insert.setString(2, trade.getSymbol());
        insert.setString(3, trade.getTradeId());
        insert.setObject(4, trade.getSequence());
        insert.setBigDecimal(5, trade.getPrice());
        insert.setBigDecimal(6, trade.getQuantity());
        if (trade.getQuoteQuantity() == null) {
            insert.setNull(7, Types.DECIMAL);
        } else {
            insert.setBigDecimal(7, trade.getQuoteQuantity());
        }
        insert.setString(8, trade.getQuantityUnit().name());
        insert.setString(9, trade.getSide().name());
        insert.setString(10, trade.getKind());
        insert.setObject(11, trade.getEventTime().atZone(ZoneOffset.UTC));
        insert.setString(12, trade.getSource().name());
        insert.setString(13, record.topic());
        insert.setInt(14, record.partition());
        insert.setLong(15, record.offset());
        insert.addBatch();
    }
}
