package io.tickhouse.service;

import org.apache.kafka.common.config.ConfigDef;

/** One service: what it is called, which settings it knows and what it does. */
public interface Service {
    /** Its name, such as {@code sink-clickhouse}; client ids, metrics and logs carry it. */
    String name();

    /** Prefix of its own keys, such as {@code sink.}. */
    String configPrefix();

    /** Every key it knows, the common ones among them. */
    ConfigDef config();

    /**
     * Verifies that everything outside is as the service needs it, and changes nothing.
     *
     * @throws Exception whose message says what was expected, what was found and what to do
     */
    void check(ServiceContext context) throws Exception;

    /**
     * Does the work until it is done or the context's stop signal is given.
     *
     * @return the exit code
     * @throws Exception when the service cannot go on
     */
    int run(ServiceContext context) throws Exception;
}
