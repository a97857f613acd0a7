/** The whole system, run as people run it: the command, a real engine, a real registry, a real database, a real browser. */
@NullMarked
package io.berth.e2e;

import org.jspecify.annotations.NullMarked;
