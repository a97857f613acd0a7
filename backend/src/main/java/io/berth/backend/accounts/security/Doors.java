package io.berth.backend.accounts.security;

import io.berth.backend.accounts.ApiKeys;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/** The two doors for people and programs: pages with a session, the API with a user's name and key in every request. */
@Configuration(proxyBeanMethods = false)
class Doors {

    /** Scripts and everything else come from here alone; styles may be written into elements, as bars of progress are. */
    private static final String CONTENT_SECURITY = "default-src 'self'; script-src 'self'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    @Bean
    @Order(20)
    SecurityFilterChain apiDoor(HttpSecurity http, ApiKeys keys, DaoAuthenticationProvider passwords) throws Exception {
        ProblemEntryPoint refusal = new ProblemEntryPoint();
        return http.securityMatcher("/api/**")
                .authenticationProvider(new ApiAuthentication(keys, passwords))
                .httpBasic(basic -> basic.authenticationEntryPoint(refusal))
                .exceptionHandling(problems -> problems.authenticationEntryPoint(refusal))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(Doors::headers)
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    @Bean
    @Order(30)
    SecurityFilterChain pageDoor(HttpSecurity http, DaoAuthenticationProvider passwords) throws Exception {
        return http.authenticationProvider(passwords)
                .formLogin(form -> form.loginPage("/sign-in").permitAll())
                .logout(out -> out.logoutUrl("/sign-out")
                        .logoutSuccessUrl("/sign-in?out")
                        .permitAll())
                .exceptionHandling(problems -> problems.authenticationEntryPoint(new PageEntryPoint()))
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .headers(Doors::headers)
                .authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/healthz", "/assets/**", "/favicon.ico", "/robots.txt")
                        .permitAll()
                        .requestMatchers("/setup/*", "/invitations/*", "/invitations/*/*")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN));
    }

    /** Where a person wanted to go is remembered while he signs in, and only where that is a page. */
    private static RequestCache pagesOnly() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> request.getMethod().equals("GET")
                && String.valueOf(request.getHeader("Accept")).contains(MediaType.TEXT_HTML_VALUE)
                && !PageEntryPoint.isFromScript(request)
                && !request.getServletPath().equals("/error"));
        return cache;
    }
}
