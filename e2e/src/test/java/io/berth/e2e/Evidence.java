package io.berth.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** When a test fails, everything that is open says what it saw: into target/evidence, and the gist of it on the console. */
public final class Evidence implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    private static final List<Witness> OPEN = new CopyOnWriteArrayList<>();

    static void call(Witness witness) {
        OPEN.add(witness);
    }

    static void dismiss(Witness witness) {
        OPEN.remove(witness);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        collect(context, failure);
        throw failure;
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        collect(context, failure);
        throw failure;
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        collect(context, failure);
        throw failure;
    }

    private static void collect(ExtensionContext context, Throwable failure) {
        collect(
                context.getRequiredTestClass().getSimpleName()
                        + context.getTestMethod().map(m -> "." + m.getName()).orElse(""),
                failure);
    }

    static void collect(String test, Throwable failure) {
        Path folder = Checkout.here().target("evidence").resolve(test);
        System.err.println("=== " + test + " failed: " + failure.getMessage());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Witness witness : OPEN) {
            try {
                System.err.println(witness.testify(folder));
            } catch (RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
        System.err.println("=== more in " + folder);
    }
}
