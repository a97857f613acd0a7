package io.berth.backend.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

/** What the web server is told before anything else exists: it is started first, so these beans depend on no other. */
@Configuration(proxyBeanMethods = false)
class PageServer {

    private static final int LARGEST_FORM_BYTES = (int) DataSize.ofMegabytes(32).toBytes();
    private static final int MOST_FORM_FIELDS = 5_000;

    /**
     * A form that is too large for its field must reach the controller, which says so beside the field; the server's own limit
     * of 2 MB and 1000 fields would end it with a bare error.
     */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> roomForForms() {
        return server -> {
            server.setCompression(compression());
            server.addConnectorCustomizers(connector -> {
                connector.setMaxPostSize(LARGEST_FORM_BYTES);
                connector.setMaxParameterCount(MOST_FORM_FIELDS);
            });
        };
    }

    /** Lets links in templates find the hashed names of files. */
    @Bean
    static ResourceUrlEncodingFilter resourceUrlEncodingFilter() {
        return new ResourceUrlEncodingFilter();
    }

    private static Compression compression() {
        Compression compression = new Compression();
        compression.setEnabled(true);
        compression.setMinResponseSize(DataSize.ofKilobytes(2));
        return compression;
    }
}
