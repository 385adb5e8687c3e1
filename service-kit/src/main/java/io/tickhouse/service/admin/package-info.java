/** The admin HTTP server: liveness, readiness, metrics, and what is running. */
@NullMarked
package io.tickhouse.service.admin;

import org.jspecify.annotations.NullMarked;
