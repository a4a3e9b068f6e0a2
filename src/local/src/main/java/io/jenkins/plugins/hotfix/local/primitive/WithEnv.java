package io.jenkins.plugins.hotfix.local.primitive;

import io.jenkins.plugins.hotfix.local.cps.Step;
import io.jenkins.plugins.hotfix.local.cps.StepCall;
import io.jenkins.plugins.hotfix.local.cps.StepSignature;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code withEnv}: adds environment variables, given as {@code NAME=value}, or puts a directory before a path, given as
 * {@code PATH+ANYTHING=directory}.
 *
 * @param environment what the variables are added to
 */
record WithEnv(Environment environment) implements Step {

    @Override
    public StepSignature signature() {
        return StepSignature.of("withEnv").sole("overrides").around();
    }

    @Override
    public void start(StepCall call) {
        Map<String, String> more = new LinkedHashMap<>();
        for (Object override : call.arguments().list("overrides")) {
            String[] parts = override.toString().split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("withEnv wants NAME=value, not " + override + ".");
            }
            int plus = parts[0].indexOf('+');
            if (plus < 0) {
                more.put(parts[0], parts[1]);
            } else {
                String name = parts[0].substring(0, plus);
                String before =
                        more.getOrDefault(name, environment.all(call.context()).get(name));
                more.put(name, before == null ? parts[1] : parts[1] + File.pathSeparator + before);
            }
        }
        call.runBlock(Variables.in(call.context(), more));
    }
}
