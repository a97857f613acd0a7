package io.berth.backend.local;

import io.berth.backend.platform.Home;
import io.berth.backend.platform.SecretToken;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Lets in who can read a file under the control plane's home directory, from this machine alone. */
@Configuration(proxyBeanMethods = false)
class LocalDoor {

    static final String TOKEN_FILE = "local-token";

    @Bean
    LocalToken localToken(Home home) {
        String token = SecretToken.fresh();
        home.writeRunFile(TOKEN_FILE, token);
        return LocalToken.of(token);
    }

    @Bean
    @Order(10)
    SecurityFilterChain localChain(HttpSecurity http, LocalToken token) throws Exception {
        return http.securityMatcher("/local/**")
                .addFilterBefore(new LocalFilter(token), AuthorizationFilter.class)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .permitAll())
                .build();
    }
}
