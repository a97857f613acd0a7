package io.berth.backend.web.services;

import io.berth.backend.web.StrategyForm;
import io.berth.backend.web.services.ServiceForm.LinkRow;
import io.berth.backend.web.services.ServiceForm.PortRow;
import io.berth.backend.web.services.ServiceForm.VariableRow;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Reads a form as the browser sent it. Rows may have gaps in their numbers, for they come and go while somebody types; rows
 * without content do not count.
 */
final class SentForm {

    private static final Pattern ROW = Pattern.compile("(ports|variables|volumes|links)\\[(\\d{1,6})].*");

    private final MultiValueMap<String, String> sent;
    private final @Nullable String removed;

    private SentForm(MultiValueMap<String, String> sent) {
        this.sent = sent;
        this.removed = sent.getFirst("remove");
    }

    static ServiceForm read(MultiValueMap<String, String> sent) {
        return new SentForm(sent).form();
    }

    private ServiceForm form() {
        return new ServiceForm(
                text("name").strip(),
                text("image").strip(),
                text("tag").strip(),
                text("count").strip(),
                rows(
                        "ports",
                        this::port,
                        row -> !row.containerPort().isEmpty() || !row.hostPort().isEmpty()),
                rows(
                        "variables",
                        this::variable,
                        row -> !row.key().isEmpty() || !row.value().isEmpty()),
                rows("volumes", prefix -> text(prefix).strip(), row -> !row.isEmpty()),
                rows(
                        "links",
                        this::link,
                        row -> !row.service().isEmpty() || !row.alias().isEmpty()),
                text("command").strip(),
                text("entrypoint").strip(),
                text("memoryMegabytes").strip(),
                text("restart"),
                text("autodestroy"),
                !text("hostNetwork").isEmpty(),
                HealthForm.read(this::text),
                StrategyForm.read(sent),
                version());
    }

    /** Who has seen that somebody else was faster, and saves over it, names the version that he saves over. */
    private String version() {
        String overwritten = text("overwrite");
        return overwritten.isEmpty() ? text("version") : overwritten;
    }

    private PortRow port(String prefix) {
        String publish = text(prefix + ".publish");
        // What stands in a host port's field while another choice hides it, does not count.
        String hostPort = publish.equals("fixed") ? text(prefix + ".hostPort").strip() : "";
        return new PortRow(text(prefix + ".containerPort").strip(), text(prefix + ".protocol"), publish, hostPort);
    }

    private VariableRow variable(String prefix) {
        // Browsers send the lines of a text area with CR LF, whatever was typed.
        String value = text(prefix + ".value").replace("\r\n", "\n");
        return new VariableRow(
                text(prefix + ".key").strip(), value, !text(prefix + ".secret").isEmpty());
    }

    private LinkRow link(String prefix) {
        return new LinkRow(text(prefix + ".service"), text(prefix + ".alias").strip());
    }

    private <T> List<T> rows(String kind, Function<String, T> read, Predicate<T> counts) {
        return sent.keySet().stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .filter(m -> m.group(1).equals(kind))
                .map(m -> Integer.parseInt(m.group(2)))
                .distinct()
                .sorted()
                .map(index -> kind + "[" + index + "]")
                .filter(prefix -> !prefix.equals(removed))
                .map(read)
                .filter(counts)
                .toList();
    }

    private String text(String name) {
        String value = sent.getFirst(name);
        return value == null ? "" : value;
    }
}
