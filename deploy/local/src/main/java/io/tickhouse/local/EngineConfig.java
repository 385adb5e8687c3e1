package io.tickhouse.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration file of the ClickHouse engine: loopback only, sized for a laptop beside the other parts. */
final class EngineConfig {
    static final String FILE = "config.xml";

    private static final String TEXT = """
        <clickhouse>
            <!-- written by the local stack at every start -->
            <listen_host>127.0.0.1</listen_host>
            <max_server_memory_usage>4294967296</max_server_memory_usage>
            <mark_cache_size>134217728</mark_cache_size>
            <uncompressed_cache_size>0</uncompressed_cache_size>
            <max_concurrent_queries>100</max_concurrent_queries>
            <background_pool_size>4</background_pool_size>
            <background_schedule_pool_size>8</background_schedule_pool_size>
            <!-- many threads that delete at once keep the file system from everybody else -->
            <max_parts_cleaning_thread_pool_size>1</max_parts_cleaning_thread_pool_size>
            <merge_tree>
                <!-- a pool of this size has fewer free entries than the defaults expect -->
                <number_of_free_entries_in_pool_to_execute_mutation>2</number_of_free_entries_in_pool_to_execute_mutation>
                <number_of_free_entries_in_pool_to_lower_max_size_of_merge>2</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
                <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>2</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
            </merge_tree>
        </clickhouse>
        """;

    /**
     * Settings of every query, which the file cannot hold for this engine. Planning takes most of a short query's time: views
     * are resolved into it at once, and nothing is collected for logs that are not kept here.
     */
    static final List<String> PROFILE = List.of(
            "--analyzer_inline_views=1",
            "--log_queries=0",
            "--query_profiler_real_time_period_ns=0",
            "--query_profiler_cpu_time_period_ns=0",
            "--output_format_parallel_formatting=0");

    private EngineConfig() {}

    static void write(Path data) throws IOException {
        Files.writeString(data.resolve(FILE), TEXT);
    }
}
