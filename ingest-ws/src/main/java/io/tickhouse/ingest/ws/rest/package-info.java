/** Requests to venues' REST interfaces, within the budgets the venues tell. */
@NullMarked
package io.tickhouse.ingest.ws.rest;

import org.jspecify.annotations.NullMarked;
