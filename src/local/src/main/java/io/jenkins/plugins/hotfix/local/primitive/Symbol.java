package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A description that is handed to a step, such as {@code string(name: 'why')} for {@code input}: a map of what it was
 * called with.
 *
 * @param signature how scripts write it
 */
record Symbol(StepSignature signature) implements Step {

    /** Under which key the map tells the symbol's name. */
    static final String KEY = "$symbol";

    /** The symbols that make sense in a run without a controller. */
    static List<Step> all() {
        return Stream.of(
                        StepSignature.of("string").with("name", "defaultValue", "description", "trim"),
                        StepSignature.of("text").with("name", "defaultValue", "description", "trim"),
                        StepSignature.of("booleanParam").with("name", "defaultValue", "description"),
                        StepSignature.of("choice").with("name", "choices", "description"),
                        StepSignature.of("parameters").sole("parameterDefinitions"),
                        StepSignature.of("disableConcurrentBuilds").with("abortPrevious"),
                        StepSignature.of("buildDiscarder").sole("strategy"),
                        StepSignature.of("logRotator").withAny(),
                        StepSignature.of("agent"),
                        StepSignature.of("nonresumable"))
                .<Step>map(signature -> new Symbol(signature.atOnce()))
                .toList();
    }

    @Override
    public void start(StepCall call) {
        Map<String, Object> description = new LinkedHashMap<>(call.arguments().named());
        description.put(KEY, name());
        call.succeed(description);
    }
}
