package io.tickhouse.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.tickhouse.service.admin.AdminApi;
import io.tickhouse.service.admin.Health;
import io.tickhouse.service.config.ServiceConfig;
import io.tickhouse.service.kafka.KafkaClients;

/**
 * What a running service is given.
 *
 * @param config its checked configuration
 * @param kafka makes its Kafka clients
 * @param metrics where it registers its meters; they appear under {@code /metrics}
 * @param health where it tells its state; it appears under {@code /livez} and {@code /readyz}
 * @param api where it lets users give it orders
 * @param stop says when it is to end
 */
public record ServiceContext(
        ServiceConfig config,
        KafkaClients kafka,
        MeterRegistry metrics,
        Health health,
        AdminApi api,
        StopSignal stop) {}
