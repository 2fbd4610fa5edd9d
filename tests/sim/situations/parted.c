/* Two families are taken for one; something is written down of the one that is left; then they never were one, and what
 * was written down was the other's. Each must have what she had, and the other one that as well. */
#include "sim.h"

enum { TRIES = 20 };

struct parting {
    struct sim *s;
    struct arena *a;
    struct id one, other;
};

static int ask(struct parting *p, const char *method, const ProtobufCMessage *request, void *out) {
    return sim_call(p->s, p->a, "intake", "coordinator", method, request, out);
}
#define ASK(p, method, request, out) ask((p), "intake." method, &(request)->base, (out))

/* NULL: erased, an alias by now, or never acknowledged. */
static const intake__get_family_reply *file(struct parting *p, struct id family) {
    intake__get_family_request *r = NEW(p->a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    if (id_is_zero(family)) return NULL;
    r->family_id = id_field(p->a, family);
    return ASK(p, "GetFamily", r, &f) || !f->family_id.len || f->merged_into.len ? NULL : f;
}

/* False: she cannot be one with the other, as most cannot: she was not made for a call, is followed, or was asked about
 * already. */
static bool merged(struct parting *p, const intake__get_family_reply *other) {
    for (size_t i = 0; i < other->n_screenings; i++) {
        intake__settle_match_request *r = NEW(p->a, intake__settle_match_request);
        r->screening_id = other->screenings[i]->screening_id;
        r->version = other->screenings[i]->version;
        r->same_as_family_id = id_field(p->a, p->one);
        if (ASK(p, "SettleMatch", r, NULL) == 0) return true;
    }
    return false;
}

static bool noted(struct parting *p) {
    intake__record_note_request *r = NEW(p->a, intake__record_note_request);
    r->family_id = id_field(p->a, p->one);
    r->words = NEW(p->a, intake__note_words);
    r->words->text = "elle attend sa soeur";
    return ASK(p, "RecordNote", r, NULL) == 0;
}

static const intake__undo_match_reply *undone(struct parting *p) {
    intake__get_family_request *g = NEW(p->a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    intake__undo_match_request *r = NEW(p->a, intake__undo_match_request);
    intake__undo_match_reply *out = NULL;
    g->family_id = r->family_id = id_field(p->a, p->other);
    if (ASK(p, "GetFamily", g, &f)) return NULL;
    r->version = f->version;
    r->reason = "deux soeurs";
    return ASK(p, "UndoMatch", r, &out) ? NULL : out;
}

/* Once, and not twice. */
static bool reassigned(struct parting *p, const intake__undo_match_reply *u) {
    for (size_t i = 0; i < u->n_since; i++) {
        if (u->since[i]->kind != RECORDED_KIND_NOTE) continue;
        intake__reassign_thing_request *r = NEW(p->a, intake__reassign_thing_request);
        r->thing = u->since[i]->thing;
        r->version = u->since[i]->version;
        r->family_id = id_field(p->a, p->other);
        r->reason = "c'est sa soeur";
        return ASK(p, "ReassignThing", r, NULL) == 0 && ASK(p, "ReassignThing", r, NULL) == REASON_REASSIGNED_ALREADY;
    }
    return false;
}

static bool is_listed(struct parting *p, const intake__undo_match_reply *u) {
    intake__list_merges_request *r = NEW(p->a, intake__list_merges_request);
    intake__list_merges_reply *out = NULL;
    r->family_id = id_field(p->a, p->other);
    if (ASK(p, "ListMerges", r, &out)) return false;
    size_t i = 0; /* behind the merges of hers that stand */
    while (i < out->n_merges && !out->merges[i]->undone_at) i++;
    return i < out->n_merges && out->merges[i]->n_since == u->n_since;
}

static bool has_what_she_had(const intake__get_family_reply *was, const intake__get_family_reply *is, int32_t notes) {
    return is && is->n_screenings == was->n_screenings && is->n_consents == was->n_consents &&
           is->n_referrals == was->n_referrals && is->n_calls == was->n_calls && is->n_urgent == was->n_urgent &&
           is->n_clocks == was->n_clocks && !is->enrolment == !was->enrolment && is->n_notes == was->n_notes + notes;
}

/* The notes of whoever keeps a file from coordinators are not counted here: nobody can. */
static bool parts(struct parting *p, const intake__get_family_reply *one, const intake__get_family_reply *other) {
    if (!noted(p)) return true;
    const intake__undo_match_reply *u = NULL;
    for (int tries = 0; !u && tries < TRIES; tries++) u = undone(p); /* somebody may have changed it meanwhile */
    if (!u) return sim_fault(p->s, p->other, "a merge is not taken back");
    if (!has_what_she_had(other, file(p, p->other), 0))
        return sim_fault(p->s, p->other, "who was an alias has something else than before");
    if (!has_what_she_had(one, file(p, p->one), 1))
        return sim_fault(p->s, p->one, "who was left has something else than what was recorded since");
    if (!is_listed(p, u)) return sim_fault(p->s, p->other, "a merge that was taken back is not listed");
    if (!reassigned(p, u)) return sim_fault(p->s, p->other, "a note is not reassigned");
    if (!has_what_she_had(other, file(p, p->other), 1) || !has_what_she_had(one, file(p, p->one), 0))
        return sim_fault(p->s, p->other, "what was reassigned is not where it should be");
    return world_settle(p->s->world, 60000);
}

bool situation_parted(struct sim *s) {
    struct arena a;
    arena_init(&a);
    struct parting p = {.s = s, .a = &a};
    bool well = true;
    for (int tries = 0; tries < TRIES; tries++) {
        p.one = s->journeys[prng_below(&s->prng, s->n_journeys)].family_id;
        p.other = s->journeys[prng_below(&s->prng, s->n_journeys)].family_id;
        if (id_equal(p.one, p.other)) continue;
        const intake__get_family_reply *one = file(&p, p.one), *other = file(&p, p.other);
        if (!one || !other || !merged(&p, other)) continue;
        well = parts(&p, one, other);
        break;
    }
    arena_close(&a);
    return well;
}
