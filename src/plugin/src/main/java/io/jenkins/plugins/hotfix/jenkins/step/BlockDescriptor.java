package io.jenkins.plugins.hotfix.jenkins.step;

/** The variant of a step that takes a block; scripts call it by the step's own name. */
abstract class BlockDescriptor extends GitStepDescriptor {
    private final String operation;

    BlockDescriptor(String operation, String displayName) {
        super(operation + OptionalBlock.SUFFIX, displayName);
        this.operation = operation;
    }

    @Override
    String operation() {
        return operation;
    }

    @Override
    public boolean takesImplicitBlockArgument() {
        return true;
    }

    @Override
    public boolean isAdvanced() {
        return true;
    }
}
