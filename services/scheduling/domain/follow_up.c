#include "scheduling/domain/follow_up.h"

#include "base/message.h"
#include "civil/civil.h"

static day later(day a, day b) { return a > b ? a : b; } /* DAY_NONE is before any day */

static void take_pregnancy(struct follow_up_dates *d, const sippe__follow_up_anchor *n) {
    day due = civil_day(n->due_date);
    d->lost = later(d->lost, civil_day(n->ended_on));
    if (n->ended_on) return;
    if (due != DAY_NONE && (d->due == DAY_NONE || due < d->due)) d->due = due;
    d->expecting = true;
}

static void take_child(struct follow_up_dates *d, const sippe__follow_up_anchor *n) {
    d->lost = later(d->lost, civil_day(n->left_on));
    if (!n->left_on) d->birth = later(d->birth, civil_day(n->birth_date));
}

struct follow_up_dates follow_up_dates(const sippe__follow_up_facts *f) {
    struct follow_up_dates d = {false, DAY_NONE, DAY_NONE, DAY_NONE};
    for (size_t i = 0; f && i < f->n_anchors; i++)
        if (f->anchors[i]->kind == ANCHOR_KIND_PREGNANCY)
            take_pregnancy(&d, f->anchors[i]);
        else
            take_child(&d, f->anchors[i]);
    if (d.expecting || d.birth != DAY_NONE) d.lost = DAY_NONE;
    return d;
}

static const sippe__follow_up_anchor *anchor_of(const sippe__follow_up_facts *f, ProtobufCBinaryData id) {
    for (size_t i = 0; f && i < f->n_anchors; i++)
        if (span_equal(span_pb(f->anchors[i]->anchor_id), span_pb(id))) return f->anchors[i];
    return NULL;
}

static bool somebody_was_born(const sippe__follow_up_facts *f, day on) {
    for (size_t i = 0; i < f->n_anchors; i++)
        if (f->anchors[i]->kind == ANCHOR_KIND_CHILD && civil_day(f->anchors[i]->birth_date) == on) return true;
    return false;
}

/* Stillborn it is told of first as one that died. */
static bool has_died(const sippe__follow_up_anchor *n, const sippe__follow_up_anchor *was) {
    return n->died && !(was && was->died);
}

static bool has_ended(const sippe__follow_up_facts *now, const sippe__follow_up_anchor *n,
                      const sippe__follow_up_anchor *was) {
    return n->ended_on && was && !was->ended_on && !somebody_was_born(now, civil_day(n->ended_on));
}

bool follow_up_lost(const sippe__follow_up_facts *before, const sippe__follow_up_facts *now) {
    for (size_t i = 0; before && now && i < now->n_anchors; i++) {
        const sippe__follow_up_anchor *n = now->anchors[i], *was = anchor_of(before, n->anchor_id);
        if (n->kind == ANCHOR_KIND_PREGNANCY ? has_ended(now, n, was) : has_died(n, was)) return true;
    }
    return false;
}

static const char *area_of(const sippe__follow_up_facts *f) { return f->postal_code ? f->postal_code->code : ""; }

/* A name that was not known before is no other one. */
static bool is_renamed(struct arena *a, const sippe__person_name *was, const sippe__person_name *now) {
    return was && now && !span_equal(message_pack(a, &was->base), message_pack(a, &now->base));
}

struct follow_up_news follow_up_news(struct arena *a, const sippe__follow_up_facts *before,
                                     const sippe__follow_up_facts *now) {
    if (!before || !now) return (struct follow_up_news){false, false, false};
    bool moved = strcmp(area_of(before), area_of(now)) != 0;
    return (struct follow_up_news){.contact = moved || strcmp(before->phone, now->phone) != 0,
                                   .holder = is_renamed(a, before->name, now->name),
                                   .interpreter = now->interpreter_needed && !before->interpreter_needed};
}

bool follow_up_is_paused(const sippe__follow_up_facts *f, day on) {
    for (size_t i = 0; f && i < f->n_pauses; i++) {
        const sippe__follow_up_pause *p = f->pauses[i];
        if (civil_day(p->from) <= on && (!p->until || on < civil_day(p->until))) return true;
    }
    return false;
}

static bool is_the_same(const sippe__follow_up_anchor *x, const sippe__follow_up_anchor *y) {
    if (x->kind != ANCHOR_KIND_CHILD || y->kind != ANCHOR_KIND_CHILD) return false;
    return span_equal(span_pb(x->anchor_id), span_pb(y->anchor_id)) ||
           civil_day(x->birth_date) == civil_day(y->birth_date);
}

static day known_on(const sippe__follow_up_anchor *n, const sippe__follow_up_facts *before, day today) {
    for (size_t i = 0; before && i < before->n_anchors; i++)
        if (is_the_same(n, before->anchors[i])) return civil_day(before->anchors[i]->known_on);
    return today;
}

sippe__follow_up_facts *follow_up_known(struct arena *a, const sippe__follow_up_facts *told,
                                        const sippe__follow_up_facts *before, day today) {
    sippe__follow_up_facts *out = message_copy(a, &told->base);
    for (size_t i = 0; i < out->n_anchors; i++)
        if (out->anchors[i]->kind == ANCHOR_KIND_CHILD)
            out->anchors[i]->known_on = civil_date(a, known_on(out->anchors[i], before, today));
    return out;
}
