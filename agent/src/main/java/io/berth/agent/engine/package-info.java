/** The engine, in the domain's words: the port that jobs work through, and its form over Docker's API. */
@NullMarked
package io.berth.agent.engine;

import org.jspecify.annotations.NullMarked;
