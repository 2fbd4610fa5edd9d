/* Calls that nobody answers, and the letters that may be printed. */
#include <string.h>
#include "intake/domain/territory/territory_parts.h"
#include "proto/status.h"

/* A letter is one page. Many more calls than this one makes to nobody. */
enum { WORDS_LEN = 4000, SOURCE_LEN = 1000, ATTEMPTS_MAX = 50, DAYS_MAX = 60, LETTERS_MAX = 30 };

static bool is_before(const sippe__territory *t, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (strcmp(t->letters[k]->kind, t->letters[i]->kind) == 0) return true;
    return false;
}

/* French is required: another language stands beside it, never alone. */
static void check_letter(const sippe__territory *t, size_t i, struct findings *f) {
    const sippe__letter *l = t->letters[i];
    const char *kind = arena_printf(f->arena, "letters[%zu].kind", i);
    if (intake_rule_code(f, kind, l->kind) && is_before(t, i)) finding_add(f, REASON_DUPLICATE, kind);
    intake_rule_text(f, arena_printf(f->arena, "letters[%zu].fr", i), l->fr, WORDS_LEN, true);
    intake_rule_text(f, arena_printf(f->arena, "letters[%zu].en", i), l->en, WORDS_LEN, false);
}

/* A letter whose reply is due the day on which it is printed asks nothing of anybody. */
void intake_territory_check_letters(const sippe__territory *t, struct findings *f) {
    const sippe__attempts *a = t->attempts;
    if (a) {
        intake_rule_range(f, "attempts.propose_unreachable", a->propose_unreachable, 0, ATTEMPTS_MAX);
        intake_rule_range(f, "attempts.letter_reply", a->letter_reply, t->n_letters > 0, DAYS_MAX);
        intake_rule_text(f, "attempts.source", a->source, SOURCE_LEN, true);
    } else if (t->n_letters) {
        finding_add(f, REASON_FIELD_REQUIRED, "attempts");
    }
    if (!intake_rule_count(f, "letters", t->n_letters, LETTERS_MAX)) return;
    for (size_t i = 0; i < t->n_letters; i++) check_letter(t, i, f);
}
