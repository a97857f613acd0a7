package io.berth.backend.api;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the API's handlers can ask for as parameters, and the one spelling of its addresses. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

    private final Callers callers;

    ApiConfiguration(Callers callers) {
        this.callers = callers;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        BodyResolver bodies = new BodyResolver();
        resolvers.add(new CallerResolver(callers));
        resolvers.add(bodies);
        resolvers.add(new ActionCallResolver(bodies));
        resolvers.add(new ListingResolver());
    }

    /** Clients end every path in a slash, and people leave it out: both mean the same, and neither is redirected. */
    @Bean
    static UrlHandlerFilter slashesOfTheApi() {
        return UrlHandlerFilter.trailingSlashHandler("/api/**").wrapRequest().build();
    }
}
