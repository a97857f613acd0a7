/**
 * What a balancer's HAProxy is to run. Pure: functions of values, no framework, no clock, no I/O.
 *
 * <p>{@link io.berth.backend.balancing.config.BalancerInput} goes in, {@link io.berth.backend.balancing.config.Plan} comes
 * out; {@link io.berth.backend.balancing.config.BalancerConfiguration} is where it begins,
 * {@link io.berth.backend.balancing.config.Routing} decides what goes where, and the classes named after sections write it
 * down for HAProxy 2.6.
 */
@NullMarked
package io.berth.backend.balancing.config;

import org.jspecify.annotations.NullMarked;
