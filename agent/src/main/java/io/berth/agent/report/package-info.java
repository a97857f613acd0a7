/** What the engine shows, reported upwards: inventories, changes, volume sizes. */
@NullMarked
package io.berth.agent.report;

import org.jspecify.annotations.NullMarked;
