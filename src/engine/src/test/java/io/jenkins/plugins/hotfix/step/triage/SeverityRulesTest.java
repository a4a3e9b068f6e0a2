package io.jenkins.plugins.hotfix.step.triage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.hotfix.incident.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityRulesTest {
    private static final SeverityRules RULES = new SeverityRules(Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Checkout is down                                          | P0 | down",
                "Outage of the shop                                        | P0 | Outage",
                "The shop does not answer\\nNobody can pay since noon      | P0 | Nobody can",
                "Orders of one customer are shown to another: data leak    | P0 | data leak",
                "Search is slow                                            | P1 | slow",
                "Checkout slows down in the evening                        | P1 | slows",
                "Partial outage of the search                              | P1 | Partial",
                "Outage on build agents                                    | P1 | Outage on build agents",
                "Some users get error 500                                  | P1 | Some users",
                "Intermittent errors\\nlogs say: upstream is down          | P1 | Intermittent",
                "Payments fail with error 500                              | P1 | fail",
                "Typo on the start page                                    | P2 | Typo",
                "New signing keys\\nWe will replace the keys: planned work | P2 | planned work",
                "결제 서비스 장애 발생                                        | P0 | 장애",
                "사이트 접속 불가                                            | P0 | 접속 불가",
                "고객 데이터 유출                                            | P0 | 데이터 유출",
                "검색이 느려요                                              | P1 | 느려요",
                "일부 사용자 로그인 실패                                      | P1 | 일부 사용자",
                "파일 다운로드 오류                                           | P1 | 오류",
                "메인 화면 오타                                             | P2 | 오타"
            })
    void theWordsOfTheFirstLineDecideAndTheReasonNamesThem(String description, Severity severity, String because) {
        SeverityRules.Suggestion suggestion = RULES.suggest(description.replace("\\n", "\n"));

        assertThat(suggestion.severity()).as(description).isEqualTo(severity);
        assertThat(suggestion.because()).startsWith("the description says \"" + because + "\"");
    }

    @Test
    void theReasonSaysWhatFollowsFromTheWords() {
        assertThat(RULES.suggest("Search is slow").because())
                .isEqualTo("the description says \"slow\", so that a part of it still works, which means major feature"
                        + " broken");
    }

    @Test
    void whatATeamConfiguredComesFirst() {
        SeverityRules rules = new SeverityRules(Map.of("basket .* empty", Severity.P0));

        assertThat(rules.suggest("Slow\nThe basket is empty").severity()).isEqualTo(Severity.P0);
        assertThat(rules.suggest("Search is slow").severity()).isEqualTo(Severity.P1);
    }

    @Test
    void whereNoWordTellsProductionIsSaidToBeBroken() {
        assertThat(RULES.suggest("Help").severity()).isEqualTo(Severity.P1);
        assertThat(RULES.suggest("").severity()).isEqualTo(Severity.P1);
    }
}
