package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Signature;
import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
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
record Symbol(Signature signature) implements Step {

    /** Under which key the map tells the symbol's name. */
    static final String KEY = "$symbol";

    /** The symbols that make sense in a run without a controller. */
    static List<Step> all() {
        return Stream.of(
                        Signature.of("string").with("name", "defaultValue", "description", "trim"),
                        Signature.of("text").with("name", "defaultValue", "description", "trim"),
                        Signature.of("booleanParam").with("name", "defaultValue", "description"),
                        Signature.of("choice").with("name", "choices", "description"),
                        Signature.of("parameters").sole("parameterDefinitions"),
                        Signature.of("disableConcurrentBuilds").with("abortPrevious"),
                        Signature.of("buildDiscarder").sole("strategy"),
                        Signature.of("logRotator").withAny(),
                        Signature.of("agent"),
                        Signature.of("nonresumable"))
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
