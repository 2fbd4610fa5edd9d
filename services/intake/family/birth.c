/* The child is born: the follow-up's cadence changes from that day. */
#include "intake/follow/programme_end.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/call/proposing.h"
#include "intake/rows.h"

/* Slips are caught, nothing else: the programme follows a child to five, and a birth may be told late. */
enum { CHILDREN_MAX = 8, YEARS_MAX = 6 };

static void check(struct decide *d, const intake__record_birth_request *in) {
    day today = decide_today(d), birth = check_date(d, "birth_date", in->birth_date, true);
    if (in->children < 0 || in->children > CHILDREN_MAX) violation(d, "children", REASON_NUMBER_OUT_OF_RANGE);
    if (birth == DAY_NONE) return;
    if (birth > today) violation(d, "birth_date", REASON_DATE_IN_FUTURE);
    if (birth < day_add_months(today, -12 * YEARS_MAX)) violation(d, "birth_date", REASON_DATE_TOO_OLD);
}

/* The due date goes with it: scheduling takes both, and keeps what it has where one is absent. */
static void tell_redated(struct decide *d, const intake__record_birth_request *in, const intake_rows__family *family,
                         day due) {
    struct arena *a = arena_of(d);
    const intake_rows__enrolment *enrolment = intake_live_enrolment(VIEW(d), family);
    if (!enrolment) return;
    intake__pregnancy_redated *e = NEW_WITH_PERSONAL(a, intake__pregnancy_redated);
    e->family_id = in->family_id;
    e->enrolment_id = family->personal->enrolment;
    e->personal->due_date = civil_date(a, due);
    e->personal->child_birth_date = in->birth_date;
    e->personal->children = in->children ? in->children : 1;
    struct id subjects[] = {id_of(e->enrolment_id), id_of(e->family_id)};
    emit_for(d, id_of(enrolment->sealed_for), subjects, 2, &e->base);
}

/* It takes no version: a birth is added, and one that is there refuses another. A wrong date cannot be corrected; a
 * further call with a dated pregnancy lets the birth go (call/screening_rows.c). Whether the answers told of a birth is
 * the latest call's to say. */
int intake_record_birth(struct decide *d, const intake__record_birth_request *in, intake__record_birth_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__family *family = intake_family_row(VIEW(d), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    check(d, in);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const intake__screening *s = intake_family_answers(VIEW(d), family);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    struct pregnancy p = intake_pregnancy_of(s ? s->pregnancy : NULL, s ? intake_call_day(s, t, decide_now_ms(d)) : 0);
    if (family->personal->birth || p.born) return REASON_BIRTH_KNOWN;
    intake__birth_recorded *e = NEW_WITH_PERSONAL(a, intake__birth_recorded);
    e->family_id = in->family_id;
    e->personal->birth_date = in->birth_date;
    e->personal->children = in->children ? in->children : 1;
    out->version = id_field(a, EMIT_FOR(d, id_of(in->family_id), id_of(in->family_id), e));
    tell_redated(d, in, family, p.due);
    const intake_rows__enrolment *enrolment = intake_live_enrolment(VIEW(d), family);
    if (enrolment)
        intake_programme_end_emit(d, family->personal->enrolment, enrolment, in->family_id, civil_day(in->birth_date),
                                  t);
    return 0;
}

void intake_on_birth_recorded(struct apply *a, const struct record *r, const intake__birth_recorded *e) {
    intake_rows__family *family = intake_family_row(VIEW(a), e->family_id);
    if (!family) return;
    family->personal->birth = r->seq;
    family->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(e->family_id))), family);
}
