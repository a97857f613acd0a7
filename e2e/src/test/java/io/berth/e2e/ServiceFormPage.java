package io.berth.e2e;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The form of a service, filled in as a person does. */
final class ServiceFormPage {

    private final Page page;

    ServiceFormPage(Page page) {
        this.page = page;
        page.locator("[data-service-form]").waitFor();
    }

    ServiceFormPage fill(String field, String value) {
        field(field).fill(value);
        return this;
    }

    /** Unfolds {@code health}, {@code strategy} or {@code advanced}, unless it is open already. */
    ServiceFormPage unfold(String part) {
        Locator details = page.getByTestId(part);
        if (details.getAttribute("open") == null) {
            details.locator("summary").click();
        }
        return this;
    }

    ServiceFormPage choose(String field, String value) {
        field(field).selectOption(value);
        return this;
    }

    ServiceFormPage variable(String key, String value) {
        Locator row = addRow("variables");
        row.locator("[name$='.key']").fill(key);
        row.locator("[name$='.value']").fill(value);
        return this;
    }

    ServiceFormPage secret(String key, String value) {
        Locator row = addRow("variables");
        row.locator("[name$='.key']").fill(key);
        row.locator("[name$='.value']").fill(value);
        row.locator("[name$='.secret']").check();
        return this;
    }

    ServiceFormPage port(int containerPort) {
        addRow("ports").locator("[name$='.containerPort']").fill(String.valueOf(containerPort));
        return this;
    }

    ServiceFormPage link(String service, String alias) {
        Locator row = addRow("links");
        row.locator("[name$='.service']")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel(service));
        row.locator("[name$='.alias']").fill(alias);
        return this;
    }

    void create() {
        page.getByTestId("create").click();
    }

    void save() {
        page.getByTestId("save").click();
    }

    Locator wrong(String field) {
        return page.getByTestId("wrong-" + field);
    }

    Locator field(String name) {
        return page.locator("[name='" + name + "']");
    }

    private Locator addRow(String kind) {
        page.locator("[data-adds='" + kind + "']").click();
        return page.locator("#" + kind + "-rows .entry").last();
    }
}
