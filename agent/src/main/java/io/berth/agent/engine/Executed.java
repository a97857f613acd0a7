package io.berth.agent.engine;

/**
 * A command that has run in a container.
 *
 * @param output what it wrote, stdout and stderr as they came
 */
public record Executed(int exitCode, String output) {}
