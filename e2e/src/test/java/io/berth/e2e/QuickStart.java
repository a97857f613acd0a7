package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of the README's quick start, taken from the README itself so that it cannot go stale. */
final class QuickStart {

    private static final Pattern JOURNEY =
            Pattern.compile("<!-- journey:begin -->(.*)<!-- journey:end -->", Pattern.DOTALL);
    private static final Pattern COMMANDS = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);

    private QuickStart() {}

    /** Runs them one after another as a reader would, with the images of the test bed. */
    static Command.Outcome follow(String url, String key) {
        return Command.of("bash", "-e", "-c", commands())
                .with("API", url)
                .with("KEY", key)
                .with("DB_IMAGE", TestBed.get().image("mariadb") + ":10.11")
                .with("WEB_IMAGE", TestBed.get().image("web"))
                .with("WEB_PORT", "8080")
                .with("OLD_TAG", "1")
                .with("NEW_TAG", "2")
                .run(Duration.ofMinutes(4))
                .orFail();
    }

    private static String commands() {
        Matcher journey = JOURNEY.matcher(readme());
        if (!journey.find()) {
            throw new AssertionError("README.md marks no journey");
        }
        StringBuilder all = new StringBuilder();
        Matcher commands = COMMANDS.matcher(journey.group(1));
        while (commands.find()) {
            all.append(commands.group(1)).append('\n');
        }
        return all.toString();
    }

    private static String readme() {
        try {
            return Files.readString(TestBed.get().checkout().file("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
