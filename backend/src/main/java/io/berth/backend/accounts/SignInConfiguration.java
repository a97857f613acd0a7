package io.berth.backend.accounts;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How a name and a password become {@link SignedIn}. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    /** Hashes name their algorithm, so that a stronger one can follow without losing a password. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    DaoAuthenticationProvider passwordAuthentication(Users users, PasswordEncoder passwords) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(
                name -> users.credentials(name).orElseThrow(() -> new UsernameNotFoundException("no such user")));
        provider.setPasswordEncoder(passwords);
        return provider;
    }
}
