package io.jenkins.plugins.hotfix.testing.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TestPlanTest {

    @Nested
    class OfPytest {
        private final Project shop = new Project()
                .with("pyproject.toml", "[tool.pytest.ini_options]", "markers = ['critical: must work']")
                .with("src/shop/total.py", "def total(): return 3")
                .with("src/shop/cart/items.py", "")
                .with("src/shop/tax.py", "")
                .with("tests/test_total.py", "def test_total(): pass")
                .with("tests/test_api.py", "from shop import cart, total", "def test_api(): pass")
                .with("tests/cart/test_all_items.py", "")
                .with("tests/test_login.py", "def test_login(): pass");

        @Test
        void runsTestsOfTheNameAndThoseThatImportTheModule() throws IOException {
            TestPlan plan = shop.plan("src/shop/total.py");

            assertThat(plan.tests()).containsExactly("tests/test_api.py", "tests/test_total.py");
            assertThat(plan.modules()).containsExactly("shop.total");
            assertThat(plan.command())
                    .isEqualTo("python3 -m pytest --junitxml=hotfix-tests-pytest.xml"
                            + " tests/test_api.py tests/test_total.py");
            assertThat(plan.because()).startsWith("pytest: these tests are part of the fix");
        }

        @Test
        void runsTheTestsOfTheModulesDirectory() throws IOException {
            assertThat(shop.plan("src/shop/cart/items.py").tests()).containsExactly("tests/cart/test_all_items.py");
        }

        @Test
        void runsAllWhereNoTestFits() throws IOException {
            TestPlan plan = shop.plan("src/shop/tax.py");

            assertThat(plan.command()).isEqualTo("python3 -m pytest --junitxml=hotfix-tests-pytest.xml");
            assertThat(plan.because()).contains("no test names or imports shop.tax");
        }

        @Test
        void runsWhatIsMarkedCriticalAsWell() throws IOException {
            shop.with("tests/test_login.py", "@pytest.mark.critical", "def test_login(): pass");

            assertThat(shop.plan("tests/test_total.py").command())
                    .isEqualTo("python3 -m pytest --junitxml=hotfix-tests-pytest.xml tests/test_total.py"
                            + " && python3 -m pytest --junitxml=hotfix-tests-pytest-critical.xml -m critical");
        }

        @Test
        void runsWhereTheProjectIs() throws IOException {
            Project nested = new Project()
                    .with("backend/setup.cfg", "[tool:pytest]")
                    .with("backend/app/mail.py", "")
                    .with("backend/app/test_mail.py", "");

            assertThat(nested.plan("backend/app/mail.py").command())
                    .isEqualTo("(cd backend && python3 -m pytest --junitxml=hotfix-tests-pytest.xml app/test_mail.py)");
        }
    }

    @Nested
    class OfJavaScript {
        @Test
        void letsVitestFindRelatedTests() throws IOException {
            Project web = new Project()
                    .with("package.json", "{\"devDependencies\": {\"vitest\": \"3\"}}")
                    .with("package-lock.json", "{}")
                    .with("src/[id].tsx", "");

            assertThat(web.plan("src/[id].tsx").command())
                    .isEqualTo("npm ci --no-audit --no-fund && npx --no-install vitest related --run 'src/[id].tsx'"
                            + " --reporter=default --reporter=junit"
                            + " --outputFile.junit=hotfix-tests-vitest.xml");
        }

        @Test
        void letsJestFindRelatedTestsAndReportWhereItCan() throws IOException {
            Project web = new Project()
                    .with("package.json", "{\"devDependencies\": {\"jest\": \"30\", \"jest-junit\": \"17\"}}")
                    .with("yarn.lock")
                    .with("src/total.js", "");

            assertThat(web.plan("src/total.js", "src/gone.js").command())
                    .isEqualTo("yarn install --frozen-lockfile && JEST_JUNIT_OUTPUT_FILE=hotfix-tests-jest.xml"
                            + " yarn run jest --reporters=default --reporters=jest-junit"
                            + " --findRelatedTests src/total.js");
        }

        @Test
        void runsAllOfJestWhenTheDependenciesChange() throws IOException {
            Project web = new Project()
                    .with("package.json", "{\"jest\": {}, \"dependencies\": {\"left-pad\": \"1\"}}")
                    .with("src/total.js", "");

            assertThat(web.plan("package.json", "src/total.js").command())
                    .isEqualTo("npm install --no-audit --no-fund && npx --no-install jest");
        }

        @Test
        void testsWorkspacesThatDependOnTheChangedOne() throws IOException {
            Project workspaces = new Project()
                    .with("package.json", "{\"workspaces\": [\"packages/*\"]}")
                    .with("package-lock.json", "{}")
                    .with(
                            "packages/money/package.json",
                            "{\"name\": \"@shop/money\", \"scripts\": {\"test\": \"mocha\"}}")
                    .with("packages/money/round.js", "")
                    .with(
                            "packages/cart/package.json",
                            "{\"name\": \"@shop/cart\", \"dependencies\": {\"@shop/money\": \"*\"},"
                                    + " \"scripts\": {\"test\": \"mocha\"}}")
                    .with("packages/blog/package.json", "{\"name\": \"blog\", \"scripts\": {\"test\": \"mocha\"}}");

            TestPlan plan = workspaces.plan("packages/money/round.js");

            assertThat(plan.modules()).containsExactly("packages/money", "packages/cart");
            assertThat(plan.command())
                    .isEqualTo("npm ci --no-audit --no-fund && npm test --workspace=packages/money"
                            + " && npm test --workspace=packages/cart");
            assertThat(plan.because()).contains("@shop/cart depends on @shop/money, which the fix changes");
        }

        @Test
        void opensTheBrowserWhereUsersSeeTheFix() throws IOException {
            Project web = new Project()
                    .with("package.json", "{\"devDependencies\": {\"@playwright/test\": \"1\"}}")
                    .with("playwright.config.ts", "")
                    .with("src/Button.tsx", "")
                    .with("src/api.ts", "")
                    .with(
                            "e2e/buy.spec.ts",
                            "import { test } from '@playwright/test'",
                            "test('buys @critical', () => 1)");

            assertThat(web.plan("src/Button.tsx").command())
                    .endsWith("PLAYWRIGHT_JUNIT_OUTPUT_NAME=hotfix-tests-playwright.xml"
                            + " npx --no-install playwright test --reporter=line,junit --grep @critical");
            assertThat(web.plan("src/api.ts").isEmpty()).isTrue();
            assertThat(web.plan("e2e/buy.spec.ts").command()).endsWith(" 'e2e/buy\\.spec\\.ts'");
        }
    }

    @Nested
    class OfTheJvm {
        private final Project shop = new Project()
                .with("pom.xml", "<project><modules><module>core</module><module>web</module></modules></project>")
                .with("core/pom.xml", "<project/>")
                .with("core/src/main/java/shop/Total.java", "class Total {}")
                .with("core/src/main/java/shop/Tax.java", "class Tax {}")
                .with("core/src/test/java/shop/TotalTest.java", "class TotalTest {}")
                .with("web/pom.xml", "<project/>")
                .with("web/src/test/java/shop/web/PageTest.java", "new Total()")
                .with("web/src/test/java/shop/web/LoginTest.java", "class LoginTest {}");

        @Test
        void runsTheTestClassesThatNameAChangedClass() throws IOException {
            TestPlan plan = shop.plan("core/src/main/java/shop/Total.java");

            assertThat(plan.modules()).containsExactly("core", "web");
            assertThat(plan.command())
                    .isEqualTo("mvn -B -pl core,web -am -Dtest=TotalTest,PageTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false test");
        }

        @Test
        void runsWholeModulesWhereNoTestNamesTheClass() throws IOException {
            TestPlan plan = shop.plan("core/src/main/java/shop/Tax.java");

            assertThat(plan.command()).isEqualTo("mvn -B -pl core -am test");
            assertThat(plan.because()).contains("no test names all of what changed in core");
        }

        @Test
        void runsAllWhenTheRootChanges() throws IOException {
            assertThat(shop.plan("pom.xml").command()).isEqualTo("mvn -B test");
        }

        @Test
        void runsWhatIsTaggedCriticalAsWell() throws IOException {
            shop.with("web/src/test/java/shop/web/LoginTest.java", "@Tag(\"critical\") class LoginTest {}");

            assertThat(shop.plan("core/src/main/java/shop/Tax.java").command())
                    .isEqualTo("mvn -B -pl core -am test && mvn -B -pl web -am -Dgroups=critical test");
        }

        @Test
        void namesGradleTasksByProject() throws IOException {
            Project build = new Project()
                    .with("settings.gradle.kts", "include(\"core\")")
                    .with("build.gradle.kts", "")
                    .with("gradlew", "")
                    .with("core/build.gradle.kts", "")
                    .with("core/src/main/kotlin/Total.kt", "class Total")
                    .with("core/src/test/kotlin/TotalTest.kt", "class TotalTest")
                    .with("web/api/build.gradle", "")
                    .with("web/api/src/main/java/Api.java", "class Api {}");

            assertThat(build.plan("core/src/main/kotlin/Total.kt", "web/api/src/main/java/Api.java")
                            .command())
                    .isEqualTo("sh ./gradlew --continue :core:test --tests TotalTest :web:api:test");
        }
    }

    @Nested
    class OfCompiledLanguages {
        @Test
        void testsGoPackagesAndWhatImportsThem() throws IOException {
            Project shop = new Project()
                    .with("go.mod", "module example.com/shop")
                    .with("money/money.go", "package money")
                    .with(
                            "cart/cart.go",
                            "package cart",
                            "import (",
                            "\t\"fmt\"",
                            "\tm \"example.com/shop/money\"",
                            ")")
                    .with("cart/cart_test.go", "package cart")
                    .with("main.go", "package main", "import \"example.com/shop/cart\"")
                    .with("main_test.go", "package main")
                    .with("blog/blog.go", "package blog")
                    .with("blog/blog_test.go", "package blog");

            TestPlan plan = shop.plan("money/money.go");

            assertThat(plan.modules()).containsExactly(".", "cart", "money");
            assertThat(plan.command()).isEqualTo("go test -count=1 . ./cart");
            assertThat(plan.because()).isEqualTo("Go: the fix changes money, and the other packages import that");
            assertThat(shop.plan("go.mod").command()).isEqualTo("go test -count=1 ./...");
        }

        @Test
        void testsCratesAndWhatDependsOnThem() throws IOException {
            Project shop = new Project()
                    .with("Cargo.toml", "[workspace]", "members = ['money', 'cart', 'blog']")
                    .with("money/Cargo.toml", "[package]", "name = \"shop-money\"")
                    .with("money/src/lib.rs", "")
                    .with(
                            "cart/Cargo.toml",
                            "[package]",
                            "name = \"cart\"",
                            "[dependencies]",
                            "m = { path = \"../money\" }")
                    .with("blog/Cargo.toml", "[package]", "name = \"blog\"");

            assertThat(shop.plan("money/src/lib.rs").command()).isEqualTo("cargo test -p cart -p shop-money");
            assertThat(shop.plan("Cargo.toml").command()).isEqualTo("cargo test --workspace");
        }

        @Test
        void testsDotNetProjectsThatReferToTheChangedOne() throws IOException {
            Project shop = new Project()
                    .with("Shop.sln", "")
                    .with("Shop/Shop.csproj", "<Project/>")
                    .with("Shop/Total.cs", "")
                    .with(
                            "Shop.Tests/Shop.Tests.csproj",
                            "<PackageReference Include=\"Microsoft.NET.Test.Sdk\" /><PackageReference Include=\"JunitXml.TestLogger\"/>",
                            "<ProjectReference Include=\"..\\Shop\\Shop.csproj\" />")
                    .with("Blog.Tests/Blog.Tests.csproj", "<PackageReference Include=\"Microsoft.NET.Test.Sdk\" />");

            assertThat(shop.plan("Shop/Total.cs").command())
                    .isEqualTo("dotnet test Shop.Tests/Shop.Tests.csproj"
                            + " --logger 'junit;LogFileName=hotfix-tests-{assembly}.xml'");
        }
    }

    @Nested
    class OfOthers {
        @Test
        void runsSpecsThatMirrorTheFile() throws IOException {
            Project shop = new Project()
                    .with("Gemfile", "gem 'rspec_junit_formatter'")
                    .with("app/models/total.rb", "")
                    .with("spec/models/total_spec.rb", "")
                    .with("spec/models/subtotal_spec.rb", "")
                    .with("spec/login_spec.rb", "it 'logs in', :critical do");

            assertThat(shop.plan("app/models/total.rb").command())
                    .isEqualTo("bundle install --quiet && bundle exec rspec --format progress --format"
                            + " RspecJunitFormatter --out hotfix-tests-rspec.xml spec/models/total_spec.rb"
                            + " && bundle exec rspec --format progress --format RspecJunitFormatter"
                            + " --out hotfix-tests-rspec-critical.xml --tag critical");
        }

        @Test
        void filtersPhpUnitByClass() throws IOException {
            Project shop = new Project()
                    .with("phpunit.xml.dist", "")
                    .with("composer.json", "{}")
                    .with("src/Total.php", "")
                    .with("tests/CartTest.php", "new Total()");

            assertThat(shop.plan("src/Total.php").command())
                    .isEqualTo("composer install --no-interaction --quiet && vendor/bin/phpunit"
                            + " --log-junit hotfix-tests-phpunit.xml --filter '/\\bCartTest::/'");
        }

        @Test
        void makesTheTestTargetAsALastResort() throws IOException {
            Project shop = new Project()
                    .with("Makefile", "TEST := 1", "test: all", "\t./run")
                    .with("src/total.c", "");

            TestPlan plan = shop.plan("src/total.c");

            assertThat(plan.command()).isEqualTo("make test");
            assertThat(plan.because()).contains("has the target test");
        }

        @Test
        void runsSeveralToolsAndNamesWhatNoneAnswersFor() throws IOException {
            Project shop = new Project()
                    .with("go.mod", "module shop")
                    .with("main.go", "package main")
                    .with("main_test.go", "package main")
                    .with("web/package.json", "{\"scripts\": {\"test\": \"node --test\"}}")
                    .with("web/a.js", "")
                    .with("deploy/helm.tpl", "");

            TestPlan plan = shop.plan("main.go", "web/a.js", "deploy/helm.tpl", "README.md");

            assertThat(plan.command()).isEqualTo("(cd web && npm test) && go test -count=1 .");
            assertThat(plan.because()).endsWith("no tool that we know answers for deploy/helm.tpl");
        }

        @Test
        void isEmptyWhereNothingMatches() throws IOException {
            assertThat(new Project()
                            .with("src/checkout.sh", "")
                            .plan("src/checkout.sh")
                            .isEmpty())
                    .isTrue();
            assertThat(new Project()
                            .with("Makefile", "test:")
                            .with("README.md", "")
                            .plan("README.md")
                            .isEmpty())
                    .isTrue();
        }
    }

    @Test
    void staysOnItsFeetAmongBrokenFiles() throws IOException {
        Project broken = new Project()
                .with("package.json", "{ not json")
                .with("Cargo.toml", "[package")
                .with("go.mod", "nonsense")
                .with("pom.xml", "<project")
                .with("a.js", "")
                .with("a.rs", "")
                .with("a.go", "")
                .with("src/A.java", "");

        assertThat(broken.plan("a.js", "a.rs", "a.go", "src/A.java").command())
                .isEqualTo("go test -count=1 ./... && cargo test --workspace && mvn -B test");
    }
}
