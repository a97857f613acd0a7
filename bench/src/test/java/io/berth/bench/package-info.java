/** Measurements of Berth beside what it stands on, taken in turns so that both see the same machine. */
@NullMarked
package io.berth.bench;

import org.jspecify.annotations.NullMarked;
