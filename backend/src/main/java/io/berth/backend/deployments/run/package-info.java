/**
 * Carries out what the planner decides: a round loads the situation, asks for the next steps, records them as jobs and sends
 * them. Free of Spring, so that the same code runs over a simulated store, link and clock.
 */
@NullMarked
package io.berth.backend.deployments.run;

import org.jspecify.annotations.NullMarked;
