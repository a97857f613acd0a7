package io.berth.simulation;

import io.berth.agent.jobs.JobExecutor;
import io.berth.backend.deployments.run.DeploymentRunner;

/** x */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println(JobExecutor.class + " " + DeploymentRunner.class);
    }
}
