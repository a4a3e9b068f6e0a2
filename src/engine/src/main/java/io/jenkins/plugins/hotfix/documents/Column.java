package io.jenkins.plugins.hotfix.documents;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What columns of such tables are usually called, and what a hotfix has to say in them. */
enum Column {
    ID("id|#|no\\.?|key|ticket|incident|번호"),
    COMMAND("command|명령어?"),
    TITLE("title|item|task|feature|story|description|what|name|summary|issue|problem|debt|work|제목|항목|내용|설명|작업"),
    DATE("date|when|done( on)?|completed( on)?|closed|added|created|logged|finished|날짜|일자|완료일|등록일|일시"),
    STATUS("status|state|result|outcome|상태|결과"),
    SEVERITY("severity|priority|prio|심각도|우선순위"),
    VERSION("version|release|tag|버전|릴리스"),
    NOTES("notes?|details?|comments?|context|reason|why|비고|메모|사유"),
    REFERENCE("pr|pull request|link|ref(erence)?|source|origin|출처|링크");

    private final Pattern name;

    Column(String name) {
        this.name = Pattern.compile("[*_`]*(" + name + ")[*_`]*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    boolean isCalled(String head) {
        return name.matcher(head.strip()).matches();
    }

    static Optional<Column> called(String head) {
        return Stream.of(values()).filter(column -> column.isCalled(head)).findFirst();
    }

    String of(HotfixDetails told, String title, String status, String command) {
        return switch (this) {
            case ID -> told.id();
            case COMMAND -> command;
            case TITLE -> title;
            case DATE -> told.date().toString();
            case STATUS -> status;
            case SEVERITY -> told.severity();
            case VERSION -> told.tag();
            case NOTES ->
                told.severity() + ", " + told.id() + (told.reference() == null ? "" : ", PR " + told.reference());
            case REFERENCE -> told.reference() == null ? told.id() : told.reference();
        };
    }
}
