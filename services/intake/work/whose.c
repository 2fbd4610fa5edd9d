#include "intake/work/whose.h"

#include "civil/civil.h"
#include "intake/domain/worklist.h"

/* In these roles work waits for somebody of a CLSC; a coordinator's is the territory's. */
static bool all_there(const struct staff *s, const sippe__territory *t) {
    for (size_t i = 0; t && i < t->n_clscs; i++)
        if (!staff_has(s, ROLE_DESK, t->clscs[i]->code) || !staff_has(s, ROLE_TEAM, t->clscs[i]->code)) return false;
    return true;
}

struct whose intake_whose(struct query *q) {
    day today = query_today(q);
    const sippe__territory *t = rules_on(VIEW(q), today, NULL);
    struct calendar c = t ? civil_calendar(arena_of(q), t) : (struct calendar){0};
    struct whose w = {.climbed = calendar_last_reached(&c, today, t && t->delays ? t->delays->climb : 1)};
    w.asked = query_principal(q)->role == ROLE_COORDINATOR;
    w.all_there = true;
    if (!w.asked) return w;
    w.staff = staff_read(VIEW(q), query_now_ms(q));
    w.all_there = all_there(&w.staff, t);
    return w;
}

bool intake_whose_climbed(const struct whose *w, sippe__role role, day due) {
    return role != ROLE_COORDINATOR && due <= w->climbed;
}

bool intake_whose_unstaffed(const struct whose *w, sippe__role role, const char *clsc_code) {
    return w->asked && role != ROLE_COORDINATOR && !staff_has(&w->staff, role, clsc_code);
}

void intake_whose_say(const struct whose *w, sippe__work_item *item) {
    item->unstaffed = intake_whose_unstaffed(w, item->role, item->clsc_code);
    item->climbed = item->unstaffed || intake_whose_climbed(w, item->role, civil_day(item->due_on));
}
