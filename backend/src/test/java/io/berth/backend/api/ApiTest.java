package io.berth.backend.api;

import io.berth.backend.PostgresForTests;
import io.berth.backend.deployments.ScriptedAgentsConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;

/** The whole control plane with agents in memory, asked by {@link ApiClient}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@AutoConfigureMockMvc
@Import({PostgresForTests.class, ScriptedAgentsConfiguration.class, ApiClients.class})
public @interface ApiTest {}
