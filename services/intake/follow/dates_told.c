#include "intake/follow/dates_told.h"

struct dates {
    day due, birth, lost; /* DAY_NONE: none */
    int32_t children;     /* that are expected, or were born together */
};

static int32_t born_with(const intake__kin *k, const intake__person *child) {
    int32_t n = 0;
    for (size_t i = 0; i < k->n_people; i++) {
        const intake__person *p = k->people[i];
        n += !p->left && span_equal(span_pb(p->pregnancy_id), span_pb(child->pregnancy_id));
    }
    return n;
}

static day left_of(const intake__kin *k, const intake__family_pregnancy *p) {
    day last = civil_day(p->ended_on);
    for (size_t i = 0; i < k->n_people; i++) {
        bool hers = span_equal(span_pb(k->people[i]->pregnancy_id), span_pb(p->pregnancy_id));
        if (hers && civil_day(k->people[i]->left_on) > last) last = civil_day(k->people[i]->left_on);
    }
    return last;
}

/* Since when nobody is expected or followed any more: the loss of her last pregnancy, or the day on which the last
 * child of it left. DAY_NONE: somebody is, or nobody ever was. */
static day lost_on(const intake__kin *k) {
    if (!k || intake_kin_open(k) || intake_kin_newborn(k)) return DAY_NONE;
    for (size_t i = k->n_pregnancies; i > 0; i--)
        if (k->pregnancies[i - 1]->state != PREGNANCY_STATE_IN_ERROR) return left_of(k, k->pregnancies[i - 1]);
    return DAY_NONE;
}

/* Once the child is born, what she was due on is told still: visits before the birth were counted from it. */
static struct dates dates_of(const intake__kin *k) {
    const intake__family_pregnancy *open = intake_kin_open(k), *born = intake_kin_born(k);
    const intake__person *child = intake_kin_newborn(k);
    struct dates out = {DAY_NONE, intake_kin_birth(k), lost_on(k), 0};
    if (open || born) out.due = civil_day((open ? open : born)->due_date);
    if (out.lost != DAY_NONE) out.due = DAY_NONE;
    if (open) out.children = open->expected ? open->expected : 1;
    if (child) out.children = born_with(k, child);
    return out;
}

void intake_dates_tell(struct decide *d, const intake_rows__family *family, const intake_rows__enrolment *enrolment,
                       const intake__kin *before, const intake__kin *after) {
    struct arena *a = arena_of(d);
    struct dates was = dates_of(before), now = dates_of(after);
    bool same = was.due == now.due && was.birth == now.birth && was.lost == now.lost && was.children == now.children;
    if (same) return;
    intake__pregnancy_redated *e = NEW_WITH_PERSONAL(a, intake__pregnancy_redated);
    e->family_id = enrolment->family_id;
    e->enrolment_id = family->personal->enrolment;
    e->personal->due_date = civil_date(a, now.due);
    e->personal->child_birth_date = civil_date(a, now.birth);
    e->personal->children = now.children;
    e->personal->lost_on = civil_date(a, now.lost);
    struct id subjects[] = {id_of(e->enrolment_id), id_of(e->family_id)};
    emit_for(d, id_of(enrolment->sealed_for), subjects, 2, &e->base);
}
