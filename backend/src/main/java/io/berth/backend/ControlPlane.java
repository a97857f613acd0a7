package io.berth.backend;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the control plane. Why a start failed is said in one line by {@code platform.StartUpReporter}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ControlPlane {

    public static void main(String[] args) {
        try {
            SpringApplication.run(ControlPlane.class, args);
        } catch (SpringApplication.AbandonedRunException e) {
            throw e;
        } catch (RuntimeException alreadyReported) {
            System.exit(1);
        }
    }
}
