package io.jenkins.plugins.hotfix.jenkins.controller;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.hotfix.jenkins.config.HotfixConfiguration;
import io.jenkins.plugins.hotfix.jenkins.step.GateStep;
import io.jenkins.plugins.hotfix.jenkins.step.HotfixStepDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Forms: the snippet generator's and the configuration's, in the browser and as code. */
@WithJenkins
class FormsTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
    }

    private static List<StepDescriptor> steps() {
        return StepDescriptor.all().stream()
                .filter(HotfixStepDescriptor.class::isInstance)
                .toList();
    }

    @Test
    void everyParameterOfEveryStepComesThroughTheSnippetGenerator() throws Exception {
        assertThat(steps()).hasSizeGreaterThan(10);
        for (StepDescriptor step : steps()) {
            Map<String, Object> arguments = new LinkedHashMap<>();
            for (DescribableParameter parameter :
                    DescribableModel.of(step.clazz).getParameters()) {
                arguments.put(parameter.getName(), value(step, parameter));
            }
            Step given = step.newInstance(arguments);

            Step returned = new StepConfigTester(jenkins).configRoundTrip(given);

            assertThat(step.uninstantiate(returned).getArguments())
                    .as(step.getFunctionName())
                    .isEqualTo(step.uninstantiate(given).getArguments())
                    .containsOnlyKeys(arguments.keySet());
        }
    }

    @Test
    void aFieldThatIsLeftAloneIsNotGiven() throws Exception {
        Step returned = new StepConfigTester(jenkins).configRoundTrip(new GateStep("deploy"));

        assertThat(returned.getDescriptor().uninstantiate(returned).getArguments())
                .isEqualTo(Map.of("gate", "deploy"));
    }

    /** What the form can give: the last of the choices where there are any. */
    private static Object value(StepDescriptor step, DescribableParameter parameter) throws Exception {
        if (parameter.getErasedType() == Integer.class) {
            return 7;
        }
        if (parameter.getErasedType() == Double.class) {
            return 7.5;
        }
        if (parameter.getErasedType() == Boolean.class) {
            return true;
        }
        String fill = "doFill" + parameter.getCapitalizedName() + "Items";
        for (Method method : step.getClass().getMethods()) {
            if (method.getName().equals(fill) && method.getParameterCount() == 1) {
                ListBoxModel choices = (ListBoxModel) method.invoke(step, (Object) null);
                return choices.get(choices.size() - 1).value;
            }
        }
        return "some " + parameter.getName();
    }

    @Test
    void theGlobalConfigurationComesThroughItsForm() throws Exception {
        HotfixConfiguration.get().setSettings("hotfixFix:\n  maxFiles: 5\n");
        HotfixConfiguration.get().setLibrary(false);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            HtmlForm form = browser.goTo("configure").getFormByName("config");
            jenkins.submit(form);
        }

        assertThat(HotfixConfiguration.get().getSettings().strip()).isEqualTo("hotfixFix:\n  maxFiles: 5");
        assertThat(HotfixConfiguration.get().isLibrary()).isFalse();
        HotfixConfiguration.get().setLibrary(true);
    }

    @Test
    void theGlobalConfigurationComesThroughCode() throws Exception {
        String yaml = """
                unclassified:
                  hotfix:
                    library: false
                    settings: |
                      hotfixFix:
                        maxFiles: 3
                """;
        ConfigurationAsCode.get()
                .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));

        assertThat(HotfixConfiguration.get().getSettings()).isEqualTo("hotfixFix:\n  maxFiles: 3\n");
        assertThat(HotfixConfiguration.get().isLibrary()).isFalse();

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8)).contains("maxFiles: 3", "library: false");
        HotfixConfiguration.get().setLibrary(true);
    }

    @Test
    void settingsThatDoNotFitAreSaidWhileTyping() {
        FormValidation slip = HotfixConfiguration.get().doCheckSettings("hotfixFix:\n  maxFils: 5\n");

        assertThat(slip.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(slip.getMessage()).contains("maxFils");
        assertThat(HotfixConfiguration.get().doCheckSettings("hotfixFix:\n  maxFiles: 5\n").kind)
                .isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void settingsThatDoNotFitAreRefusedInASentence() throws Exception {
        HotfixConfiguration.get().setSettings("");
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlForm form = browser.goTo("configure").getFormByName("config");
            form.getTextAreasByName("_.settings").get(0).setText("hotfixFix:\n  maxFils: 5\n");

            HtmlPage answer = jenkins.submit(form);

            assertThat(answer.asNormalizedText())
                    .contains("maxFils")
                    .doesNotContain("IllegalArgumentException", "at hudson.");
        }
        assertThat(HotfixConfiguration.get().getSettings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hotfixTriage   | faulty        | -1                               | names no commit
            hotfixTriage   | repository    | --upload-pack=sh                 | no URL of a git repository
            hotfixTriage   | repository    | https://me:s3cret@git.example.com | a password in this URL
            hotfixGate     | gate          | deploy/                          | cannot be the name of a gate
            hotfixBranch   | branch        | hotfix..                         | cannot be the name of a branch
            hotfixBranch   | from          | a:b                              | names no commit
            hotfixTag      | tag           | v1 4                             | cannot be the name of a tag
            """)
    void aSlipInAFieldIsSaidWhileTyping(String function, String field, String value, String why) throws Exception {
        StepDescriptor step = steps().stream()
                .filter(descriptor -> descriptor.getFunctionName().equals(function))
                .findFirst()
                .orElseThrow();
        String check = "/check" + field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            WebRequest typed = new WebRequest(
                    URI.create(browser.getContextPath() + step.getDescriptorUrl() + check)
                            .toURL(),
                    HttpMethod.POST);
            typed.setRequestParameters(List.of(new NameValuePair("value", value)));

            assertThat(browser.getPage(browser.addCrumb(typed)).getWebResponse().getContentAsString())
                    .contains("class=\"error\"", why)
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void everyStepHasHelp() throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            for (StepDescriptor step : steps()) {
                HtmlPage help = browser.goTo(step.getDescriptorUrl() + "/help");
                assertThat(help.asNormalizedText()).as(step.getFunctionName()).hasSizeGreaterThan(20);
            }
        }
    }
}
