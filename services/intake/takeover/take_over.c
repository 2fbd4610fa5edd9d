/* A row of a sheet becomes a family that is followed: at once, or not at all. */
#include "intake/takeover/take_over.h"
#include "intake/call/match.h"
#include "intake/call/number.h"
#include "intake/follow/enrolment.h"
#include "intake/kin/kin.h"

/* ---- may it be? ---- */

static int32_t standing(struct view *v, ProtobufCBinaryData batch) {
    const intake_rows__take_over_batch *row = row_get(v, &intake_take_over_batches, KEY(KEY_ID(id_of(batch))));
    return row ? row->families - row->undone : 0;
}

/* Told as it was. */
static void known_told(struct decide *d, const intake_rows__take_over *known, intake__take_over_family_reply *out) {
    const intake_rows__family *family = intake_family_row(VIEW(d), known->family_id);
    out->known = true;
    out->family_id = known->family_id;
    out->family_number = family ? family->personal->number : "";
    out->enrolment_id = known->enrolment_id;
}

/* A row that was taken over is known before it is judged: sent again in a month, its next visit has been, and nothing
 * is wrong with that. */
static int may_take_over(struct decide *d, const intake__take_over_family_request *in, struct taking_over *m,
                         intake__take_over_family_reply *out) {
    struct id batch;
    check_id(d, "batch_id", in->batch_id, &batch);
    int reason = intake_take_over_read(VIEW(d), in->family, in->on, decide_now_ms(d), m);
    if (reason == REASON_TERRITORY_MISSING) return reason;
    const intake_rows__take_over *known = intake_take_over_known(VIEW(d), m);
    if (known && intake_take_over_same(VIEW(d), known, m)) {
        known_told(d, known, out);
        return violations(d);
    }
    violations_add(d, "", &m->wrong);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (known) return REASON_TAKE_OVER_KNOWN;
    return standing(VIEW(d), in->batch_id) >= TAKE_OVER_ROWS_MAX ? violation(d, "family", REASON_TOO_MANY) : 0;
}

/* ---- what is said ---- */

static void tell_taken_over(struct decide *d, const struct taking_over *m, intake__family_taken_over *e) {
    struct id subjects[] = {id_of(e->take_over_id), id_of(e->family_id), id_of(e->enrolment_id)};
    e->clsc_code = m->answers->call->clsc_code;
    e->on = civil_date(arena_of(d), m->on);
    e->personal->family_number = intake_number_next(d); /* the apply counts on before the next is decided */
    emit_for(d, subjects[1], subjects, 3, &e->base);
}

/* A key worker is expected as after any enrolment, but not before the day of the take-over. */
static void tell_enrolled(struct decide *d, const struct taking_over *m, const intake__family_taken_over *of) {
    struct arena *a = arena_of(d);
    const struct enrolling to = {.enrolment_id = id_of(of->enrolment_id),
                                 .family_id = id_of(of->family_id),
                                 .clsc_code = of->clsc_code,
                                 .family_number = of->personal->family_number,
                                 .kin = intake_kin_told_by(VIEW(d), of->take_over_id, m->answers, m->on),
                                 .contact = intake_contact_told(a, m->answers),
                                 .rules = m->rules,
                                 .used = &m->used,
                                 .from = m->on > m->today ? m->on : m->today};
    intake__family_enrolled *e = intake_enrolment_event(d, &to);
    e->take_over_id = of->take_over_id;
    e->taken_over_on = civil_date(a, m->on);
    if (of->personal->agreed_on) e->agree_by = NULL; /* the sheet says that she agreed */
    intake_enrolment_emit(d, &to, e, m->row);
}

/* A family that may be known is no fault of the row, and a second file of one family is: a person says which. */
int intake_take_over_family(struct decide *d, const intake__take_over_family_request *in,
                            intake__take_over_family_reply *out) {
    struct arena *a = arena_of(d);
    struct taking_over m;
    int reason = may_take_over(d, in, &m, out);
    if (reason || out->known) return reason;
    struct matches found = intake_match_find(VIEW(d), m.answers, (struct id){{0}});
    if (found.n_matches && in->family->none_of_known != YES_NO_YES) return REASON_FAMILY_MAY_BE_KNOWN;
    intake__family_taken_over *e = NEW_WITH_PERSONAL(a, intake__family_taken_over);
    e->personal = intake_take_over_personal(a, &m);
    e->personal->matches = found.matches;
    e->personal->n_matches = found.n_matches;
    e->take_over_id = id_field(a, decide_new_id(d, "take-over"));
    e->family_id = id_field(a, decide_new_id(d, "family"));
    e->enrolment_id = id_field(a, decide_new_id(d, "enrolment"));
    e->batch_id = in->batch_id;
    tell_taken_over(d, &m, e);
    tell_enrolled(d, &m, e);
    out->family_id = e->family_id;
    out->family_number = e->personal->family_number;
    out->enrolment_id = e->enrolment_id;
    return 0;
}

/* ---- rows ---- */

static void put_family(struct apply *a, const struct record *r, const intake__family_taken_over *e) {
    intake_rows__family *row = intake_family_numbered(a, r, e->personal->family_number, e->clsc_code);
    row->take_over = e->take_over_id;
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), row);
}

/* Nobody's row, from the open part alone. */
static void put_batch(struct apply *a, const struct record *r, const intake__family_taken_over *e) {
    struct key key = KEY(KEY_ID(id_of(e->batch_id)));
    intake_rows__take_over_batch *row = row_get(VIEW(a), &intake_take_over_batches, key);
    if (!row) {
        row = NEW(arena_of(a), intake_rows__take_over_batch);
        row->first = r->seq;
        row->at_ms = r->at_ms;
        row->on = e->on;
    }
    row->families++;
    ROW_PUT(a, &intake_take_over_batches, key, row);
}

void intake_on_family_taken_over(struct apply *a, const struct record *r, const intake__family_taken_over *e) {
    intake_rows__take_over *row = NEW(arena_of(a), intake_rows__take_over);
    row->family_id = e->family_id;
    row->sealed_for = e->family_id;
    row->batch_id = e->batch_id;
    row->enrolment_id = e->enrolment_id;
    row->taken = r->seq;
    ROW_PUT(a, &intake_take_overs, KEY(KEY_ID(id_of(e->take_over_id))), row);
    intake_number_count(a);
    put_family(a, r, e);
    put_batch(a, r, e);
    const struct lookup_of of = {e->clsc_code, e->family_id};
    intake_lookup_replace(a, id_of(e->take_over_id), &of, e->personal->answers);
}
