package io.berth.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Chromium with one person in front of it. */
final class Browser implements AutoCloseable, Witness {

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    private static final double PATIENCE_MILLIS = 20_000;

    private final String url;
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private BrowserContext context;
    private Page page;

    private Browser(String url) {
        this.url = url;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("berth.chromium", "/usr/bin/chromium")))
                        .setArgs(FLAGS));
        context = context(ColorScheme.LIGHT, 1280, 900);
        page = open();
        Evidence.call(this);
    }

    static Browser at(String url) {
        return new Browser(url);
    }

    private BrowserContext context(ColorScheme scheme, int width, int height) {
        return chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(url)
                .setColorScheme(scheme)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setViewportSize(width, height));
    }

    private Page open() {
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page opened = context.newPage();
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        opened.onPageError(complaints::add);
        return opened;
    }

    Page page() {
        return page;
    }

    /** Somebody else sits down: no cookies, other eyes, another window. */
    Page anew(ColorScheme scheme, int width, int height) {
        context.close();
        context = context(scheme, width, height);
        page = open();
        return page;
    }

    Browser signIn(String user, String password) {
        page.navigate("/");
        page.locator("[name=username]").fill(user);
        page.locator("[name=password]").fill(password);
        page.locator("[name=password]").press("Enter");
        page.getByTestId("sign-out").waitFor();
        return this;
    }

    /** Errors of scripts and on the console since the browser was opened. */
    List<String> complaints() {
        return complaints;
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    @Override
    public String testify(Path folder) {
        screenshot(folder.resolve("page.png"));
        return "--- the page " + page.url() + " (page.png); complaints: " + complaints;
    }

    @Override
    public void close() {
        Evidence.dismiss(this);
        playwright.close();
    }
}
