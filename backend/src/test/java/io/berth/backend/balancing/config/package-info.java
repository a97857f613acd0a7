/** What a balancer's HAProxy is to run, as text and as the real HAProxy takes it. */
@NullMarked
package io.berth.backend.balancing.config;

import org.jspecify.annotations.NullMarked;
