package io.berth.e2e;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** For tests of which each goes on where the one before it stopped: after a failure the rest is not tried. */
final class StepByStep implements ExecutionCondition, TestExecutionExceptionHandler {

    private static final Namespace STEPS = Namespace.create(StepByStep.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Object failed = context.getStore(STEPS).get(context.getRequiredTestClass());
        return failed == null
                ? ConditionEvaluationResult.enabled("no step has failed")
                : ConditionEvaluationResult.disabled("an earlier step has failed: " + failed);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        context.getRoot().getStore(STEPS).put(context.getRequiredTestClass(), context.getDisplayName());
        throw failure;
    }
}
