package io.berth.backend.web.accounts;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Signs in whoever has just chosen a password, so that he need not type it again. */
@Component
class Entrance {

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    void signIn(User user, HttpServletRequest request, HttpServletResponse response) {
        SignedIn principal = SignedIn.as(user);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(principal, null, principal.getAuthorities()));
        SecurityContextHolder.setContext(context);
        // A session that somebody else may have planted in this browser must not become a signed-in one.
        request.getSession();
        request.changeSessionId();
        contexts.saveContext(context, request, response);
    }
}
