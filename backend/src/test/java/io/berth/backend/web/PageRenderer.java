package io.berth.backend.web;

import io.berth.backend.accounts.SignedIn;
import io.berth.backend.accounts.Team;
import io.berth.backend.accounts.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/** Renders the real templates over data made by hand: for states that take a long way to reach in a running installation. */
public final class PageRenderer {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final SpringTemplateEngine templates = new SpringTemplateEngine();
    private final Wording say = new Wording(InstantSource.fixed(NOW));
    private final Looks look = new Looks();
    private final SignedIn user = SignedIn.as(new User(UUID.randomUUID(), "ada"));
    private final TeamPage page;

    public PageRenderer() {
        Team team = new Team(UUID.randomUUID(), "harbour");
        page = new TeamPage(team, user);
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver();
        files.setPrefix("templates/");
        files.setSuffix(".html");
        templates.setTemplateResolver(files);
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasename("messages");
        words.setDefaultEncoding("UTF-8");
        templates.setTemplateEngineMessageSource(words);
    }

    public TeamPage page() {
        return page;
    }

    /** The whole page; a word without a message fails, as it would look on the page. */
    public String render(String template, Map<String, Object> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("page", page);
        all.put("say", say);
        all.put("look", look);
        all.put("frame", new Frame(user, page.team(), List.of(page.team()), "/t/harbour/events?since=0"));
        MockServletContext servlets = new MockServletContext();
        var exchange = JakartaServletWebApplication.buildApplication(servlets)
                .buildExchange(new MockHttpServletRequest(servlets), new MockHttpServletResponse());
        String html = templates.process(template, new WebContext(exchange, Locale.ENGLISH, all));
        keep(template, html);
        if (html.contains("??")) {
            throw new AssertionError("a word without a message: "
                    + html.substring(html.indexOf("??"), Math.min(html.length(), html.indexOf("??") + 80)));
        }
        return html;
    }

    /** With {@code -Dberth.pages=FOLDER} the pages are kept, to be looked at. */
    private static void keep(String template, String html) {
        String folder = System.getProperty("berth.pages");
        if (folder == null) {
            return;
        }
        try {
            Path file = Files.createTempFile(
                    Files.createDirectories(Path.of(folder)), template.replace('/', '-') + "-", ".html");
            Files.writeString(file, html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
