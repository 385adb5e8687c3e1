package io.tickhouse.sink.clickhouse;

import io.tickhouse.service.admin.Health;
import io.tickhouse.sink.clickhouse.write.BatchWriter;

/** Tells the service's health how inserts go. */
record ClickHouseHealth(Health health) implements BatchWriter.Attempts {
    @Override
    public void succeeded() {
        health.up("clickhouse");
    }

    @Override
    public void failed(String why) {
        health.down("clickhouse", why);
    }
}
