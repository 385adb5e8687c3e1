/**
 * The local stack: a real Kafka broker in this JVM, a real schema registry and a real ClickHouse in child processes,
 * all on loopback and with their data under one folder. It knows nothing of markets: topics, schemas and tables are
 * made by others. It must not import a service's code.
 */
@NullMarked
package io.tickhouse.local;

import org.jspecify.annotations.NullMarked;
