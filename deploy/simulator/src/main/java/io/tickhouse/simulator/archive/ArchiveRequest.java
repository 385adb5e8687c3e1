package io.tickhouse.simulator.archive;

/**
 * A request that the server has answered, or begun to.
 *
 * @param path decoded URL path
 * @param range the Range header, empty when there was none
 * @param status of the answer
 */
public record ArchiveRequest(String method, String path, String range, int status) {}
