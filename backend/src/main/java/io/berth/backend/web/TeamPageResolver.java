package io.berth.backend.web;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Teams;
import io.berth.backend.platform.NotFoundException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Gives a controller its {@link TeamPage}, so that none of them can forget to ask whether the user is a member. */
@Component
class TeamPageResolver implements HandlerMethodArgumentResolver {

    private final Teams teams;
    private final Visitor visitor;

    TeamPageResolver(Teams teams, Visitor visitor) {
        this.teams = teams;
        this.visitor = visitor;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == TeamPage.class;
    }

    @Override
    public TeamPage resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        SignedIn user = visitor.signedIn().orElseThrow(() -> new NotFoundException("page"));
        return teams.find(teamInPath(request), user.userId())
                .map(team -> new TeamPage(team, user))
                .orElseThrow(() -> new NotFoundException("page"));
    }

    private static String teamInPath(NativeWebRequest request) {
        Object variables =
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return variables instanceof Map<?, ?> map && map.get("team") instanceof String team ? team : "";
    }
}
