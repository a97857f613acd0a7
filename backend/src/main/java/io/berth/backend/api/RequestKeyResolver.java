package io.berth.backend.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads what comes with a call that starts an action: at most a {@link RequestKey}, in the body or the query. */
class RequestKeyResolver implements HandlerMethodArgumentResolver {

    private static final String REUSE_VOLUMES = "reuse_volumes";

    private final BodyResolver bodies;

    RequestKeyResolver(BodyResolver bodies) {
        this.bodies = bodies;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RequestKey.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        Fields body = bodies.read(request);
        RequestKey key = RequestKey.of(body, request.getParameter(RequestKey.NAME));
        if (!keepsVolumes(body, request.getParameter(REUSE_VOLUMES))) {
            body.wrong(REUSE_VOLUMES, "volumes are always kept: leave this out");
        }
        body.finish();
        return key;
    }

    private static boolean keepsVolumes(Fields body, @Nullable String inQuery) {
        return body.flag(REUSE_VOLUMES, true) && (inQuery == null || Boolean.parseBoolean(inQuery));
    }
}
