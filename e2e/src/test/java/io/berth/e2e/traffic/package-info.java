/**
 * Clients of the test bed's application {@code traffic}, on bare sockets: a client library that tries again by itself would
 * hide what these are to find.
 */
@NullMarked
package io.berth.e2e.traffic;

import org.jspecify.annotations.NullMarked;
