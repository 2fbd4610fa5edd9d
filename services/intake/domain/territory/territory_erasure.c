/* Why and when what is known of a family may be destroyed. */
#include <string.h>
#include "intake/domain/territory/territory_parts.h"
#include "proto/status.h"

enum { WORDS_LEN = 400, SOURCE_LEN = 1000, DAYS_MAX = 366, MONTHS_MAX = 1200, RULES_MAX = 30 };

static bool is_before(const sippe__erasure *e, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (strcmp(e->rules[k]->code, e->rules[i]->code) == 0) return true;
    return false;
}

static void check_rule(const sippe__erasure *e, size_t i, struct findings *f) {
    const sippe__erasure_rule *r = e->rules[i];
    const char *code = arena_printf(f->arena, "erasure.rules[%zu].code", i);
    if (intake_rule_code(f, code, r->code) && is_before(e, i)) finding_add(f, REASON_DUPLICATE, code);
    intake_rule_text(f, arena_printf(f->arena, "erasure.rules[%zu].fr", i), r->fr, WORDS_LEN, true);
    intake_rule_text(f, arena_printf(f->arena, "erasure.rules[%zu].en", i), r->en, WORDS_LEN, false);
    intake_rule_range(f, arena_printf(f->arena, "erasure.rules[%zu].after_months", i), r->after_months, 0, MONTHS_MAX);
}

void intake_territory_check_erasure(const sippe__erasure *e, struct findings *f) {
    if (!e) return;
    intake_rule_range(f, "erasure.delay_days", e->delay_days, 0, DAYS_MAX);
    intake_rule_range(f, "erasure.rewrap_days", e->rewrap_days, 0, DAYS_MAX);
    intake_rule_text(f, "erasure.source", e->source, SOURCE_LEN, false);
    if (!intake_rule_count(f, "erasure.rules", e->n_rules, RULES_MAX)) return;
    for (size_t i = 0; i < e->n_rules; i++) check_rule(e, i, f);
}
