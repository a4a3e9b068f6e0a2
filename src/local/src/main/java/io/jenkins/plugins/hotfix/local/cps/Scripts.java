package io.jenkins.plugins.hotfix.local.cps;

import com.cloudbees.groovy.cps.CpsTransformer;
import com.cloudbees.groovy.cps.NonCPS;
import com.cloudbees.groovy.cps.TransformerConfiguration;
import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyShell;
import groovy.lang.Script;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** Compiles scripts with the transformation, the base class and the imports that they have in Jenkins. */
final class Scripts {

    private final GroovyShell shell;

    Scripts(Library library, Map<String, Object> variables) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        CpsTransformer transformer = new CpsTransformer();
        transformer.setConfiguration(new TransformerConfiguration().withClosureType(PipelineClosure.class));
        ImportCustomizer imports = new ImportCustomizer();
        imports.addStarImports(NonCPS.class.getPackageName(), "hudson.model", "jenkins.model");
        configuration.addCompilationCustomizers(imports, transformer);
        GroovyClassLoader loader = new GroovyClassLoader(Scripts.class.getClassLoader(), configuration);
        loader.setResourceLoader(name -> library.vars().get(name));
        shell = new GroovyShell(loader, new Binding(variables), configuration);
    }

    Script parse(String name, String text) {
        return shell.parse(text, name);
    }

    /** A new object of the script of a global variable. */
    Object load(String variable) {
        try {
            Class<?> script = shell.getClassLoader().loadClass(variable, true, false);
            return script.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The library's " + variable + ".groovy cannot be loaded.", e);
        }
    }
}
