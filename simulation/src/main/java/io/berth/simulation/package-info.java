/**
 * Runs the production planner, runner and job executor of whole clusters in one process, over a simulated store, link, engine
 * and clock. Time is virtual and everything that happens is drawn from a seed: the same seed is the same run.
 */
@NullMarked
package io.berth.simulation;

import org.jspecify.annotations.NullMarked;
