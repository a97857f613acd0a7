/** Executes jobs, each once in effect. Knows ports alone: no Docker library, no network, no clock of its own. */
@NullMarked
package io.berth.agent.jobs;

import org.jspecify.annotations.NullMarked;
