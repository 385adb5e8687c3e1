package io.tickhouse.ingest.ws.conformance;

/** How a venue writes what happens to a book. */
public sealed interface VenueBookFrames permits BookFrames, ChannelBookFrames {}
