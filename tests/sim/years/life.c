/* What happens to families, drawn once of the seed, and told on its day by whoever hears of it. */
#include <stdlib.h>
#include "years.h"

enum { TERM = 280, INTAKE_DAYS = 540, TAKEN_OVER_OF = 6 };

static struct prng *prng(struct years *y) { return &y->s.prng; }
static bool draws(struct years *y, unsigned percent) { return prng_below(prng(y), 100) < percent; }
static int between(struct years *y, int from, int to) {
    return from + (int)prng_below(prng(y), (uint64_t)(to - from + 1));
}

static void add(struct years *y, day on, enum life_kind kind, int who) {
    day over = y->first + 365 * y->o.years;
    if (on <= y->first || on >= over) return;
    y->events = realloc(y->events, (y->n_events + 1) * sizeof *y->events);
    if (!y->events) abort();
    y->events[y->n_events++] = (struct life_event){on, (int32_t)kind, who};
}

static int by_day(const void *x, const void *y) {
    const struct life_event *a = x, *b = y;
    if (a->on != b->on) return a->on < b->on ? -1 : 1;
    if (a->who != b->who) return a->who < b->who ? -1 : 1;
    return a->kind - b->kind;
}

void lives_draw(struct years *y) {
    y->lives = calloc((size_t)y->o.families, sizeof *y->lives);
    if (!y->lives) abort();
    y->n_taken_over = (y->o.families + TAKEN_OVER_OF - 1) / TAKEN_OVER_OF;
    for (int i = y->n_taken_over; i < y->o.families; i++)
        add(y, y->first + 1 + (int)prng_below(prng(y), INTAKE_DAYS), LIFE_CALLS, i);
    qsort(y->events, y->n_events, sizeof *y->events, by_day);
}

struct life *life_of(struct years *y, ProtobufCBinaryData family) {
    for (int i = 0; i < y->o.families; i++)
        if (!id_is_zero(y->lives[i].id) && id_is(family, y->lives[i].id)) return &y->lives[i];
    return NULL;
}

const intake__get_family_reply *years_file(struct years *y, ProtobufCBinaryData family) {
    intake__get_family_request *in = NEW(&y->a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    in->family_id = family;
    return YEARS_CALL(y, "intake", "coordinator", intake, GetFamily, get_family, in, &f) || f->erasure ? NULL : f;
}

static sippe__date *date_of(struct years *y, day on) { return day_on(&y->s, &y->a, (int)(on - y->today)); }

/* ---- what follows a call ---- */

static void pregnancy_ends(struct years *y, int who, day due) {
    if (draws(y, 4)) return add(y, due - between(y, 30, 150), LIFE_LOSS, who);
    day born = due + between(y, -14, 7);
    add(y, born + (draws(y, 60) ? 3 : 0), LIFE_BIRTH, who);
    if (draws(y, 25)) add(y, born + between(y, 300, 800), LIFE_PREGNANT, who);
}

static void sort_rest(struct years *y) {
    qsort(y->events + y->next_event, y->n_events - y->next_event, sizeof *y->events, by_day);
}

static void leaves_on(struct years *y, day on, unsigned erased_percent, int who) {
    add(y, on, LIFE_LEAVES, who);
    if (draws(y, erased_percent)) add(y, on + between(y, 30, 90), LIFE_ERASED, who);
}

/* Who was taken for her sister does not always stay for it, and wants nothing of it kept. */
static void told_apart(struct years *y, int who) {
    day on = y->today + between(y, 20, 200);
    if (!draws(y, 70)) return;
    add(y, on, LIFE_PARTED, who);
    if (draws(y, 50)) leaves_on(y, on + between(y, 60, 400), 90, who);
}

void lives_on(struct years *y, int who) {
    for (int year = 0; year < y->o.years; year++) {
        if (draws(y, 12)) add(y, y->today + 365 * year + between(y, 20, 340), LIFE_NUMBER, who);
        if (draws(y, 5)) add(y, y->today + 365 * year + between(y, 40, 340), LIFE_VANISHES, who);
    }
    if (draws(y, 60)) add(y, y->today + between(y, 5, 90), LIFE_REFERRED, who);
    if (draws(y, 6)) add(y, y->today + between(y, 60, 1200), LIFE_HOLDER, who);
    if (draws(y, 25)) add(y, y->today + between(y, 60, 1300), LIFE_MOVES, who);
    if (draws(y, 25)) leaves_on(y, y->today + between(y, 90, 1400), 70, who);
    sort_rest(y);
}

static bool calls(struct years *y, int who) {
    struct life *l = &y->lives[who];
    y->s.families.today = y->today;
    families_next(&y->s.families, &l->family);
    if (draws(y, 15)) life_calls_like(y, who);
    intake__submit_screening_request *in = NEW(&y->a, intake__submit_screening_request);
    intake__submit_screening_reply *out = NULL;
    in->screening = family_screening(&y->a, &l->family);
    const char *desk = desk_names[strcmp(l->family.clsc_code, desk_clscs[1]) == 0];
    int reason = YEARS_CALL(y, "intake", desk, intake, SubmitScreening, submit_screening, in, &out);
    if (reason) return years_fault(y, "a call is refused with reason %d", reason);
    l->id = id_of(out->family_id);
    day called = day_at(YEARS_ZONE, l->family.call_started_ms);
    l->due = called + TERM - l->family.ga_days;
    l->expected = l->family.traits & FAMILY_TWINS ? 2 : 1;
    years_number_told(y, out->family_number);
    if (l->family.child_birth_date == DAY_NONE) pregnancy_ends(y, who, l->due);
    if (l->taken_for) told_apart(y, who);
    lives_on(y, who);
    return true;
}

/* ---- births and losses ---- */

static bool birth(struct years *y, struct life *l, const intake__get_family_reply *f) {
    intake__record_birth_request *in = NEW(&y->a, intake__record_birth_request);
    bool home = draws(y, 60);
    in->family_id = f->family_id;
    in->birth_date = date_of(y, y->today - (home ? 3 : 0));
    in->children = l->expected;
    in->home = home ? CHILD_HOME_SINCE : CHILD_HOME_UNKNOWN;
    if (home) in->home_on = date_of(y, y->today - 1);
    in->sure = true;
    int reason = YEARS_CALL(y, "intake", years_team_of(f), intake, RecordBirth, record_birth, in, NULL);
    if (reason && reason != REASON_BIRTH_KNOWN && reason != REASON_PREGNANCY_OVER)
        return years_fault(y, "a birth is refused with reason %d", reason);
    return true;
}

static bool loss(struct years *y, const intake__get_family_reply *f) {
    intake__record_loss_request *in = NEW(&y->a, intake__record_loss_request);
    in->family_id = f->family_id;
    in->version = f->kin_version;
    in->on = date_of(y, y->today - 1);
    in->told_by = "l'hôpital";
    in->kind = LOSS_KIND_MISCARRIAGE;
    y->told = true;
    int reason = YEARS_CALL(y, "intake", years_team_of(f), intake, RecordLoss, record_loss, in, NULL);
    if (reason && reason != REASON_PREGNANCY_OVER) return years_fault(y, "a loss is refused with reason %d", reason);
    return true;
}

static bool pregnant(struct years *y, struct life *l, const intake__get_family_reply *f) {
    intake__date_pregnancy_request *in = NEW(&y->a, intake__date_pregnancy_request);
    l->due = y->today + between(y, 120, 220);
    l->expected = 1 + draws(y, 2);
    in->family_id = f->family_id;
    in->version = f->kin_version;
    in->due_date = date_of(y, l->due);
    in->source = DUE_SOURCE_ULTRASOUND;
    in->expected = l->expected;
    int reason = YEARS_CALL(y, "intake", years_team_of(f), intake, DatePregnancy, date_pregnancy, in, NULL);
    if (reason) return years_fault(y, "another pregnancy is refused with reason %d", reason);
    pregnancy_ends(y, (int)(l - y->lives), l->due);
    sort_rest(y);
    return true;
}

/* ---- a partner ---- */

static bool agreed(struct years *y, const intake__get_family_reply *f, int partner) {
    intake__record_consent_request *in = NEW(&y->a, intake__record_consent_request);
    in->family_id = f->family_id;
    in->consent = NEW(&y->a, intake__consent);
    in->consent->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    in->consent->organization_id = id_field(&y->a, y->s.organizations[partner]);
    APPEND(&y->a, in->consent, covers, SHARED_ITEM_GIVEN_NAME);
    APPEND(&y->a, in->consent, covers, SHARED_ITEM_PHONE);
    APPEND(&y->a, in->consent, covers, SHARED_ITEM_NEED);
    in->consent->given_by = CONSENT_GIVER_SELF;
    in->consent->mode = CONSENT_MODE_VERBAL;
    in->consent->given_at = instant_on(&y->s, &y->a, -10 * MINUTE);
    in->consent->text_version = "2026-1";
    return YEARS_CALL(y, "intake", years_team_of(f), intake, RecordConsent, record_consent, in, NULL) == 0;
}

static bool referred(struct years *y, const intake__get_family_reply *f) {
    int partner = between(y, 0, PARTNERS - 1);
    intake__refer_to_partner_request *in = NEW(&y->a, intake__refer_to_partner_request);
    if (!agreed(y, f, partner)) return true; /* too young to agree alone */
    in->family_id = f->family_id;
    in->service_id = id_field(&y->a, y->s.services[partner][0]);
    in->need = NEED_BABY_EQUIPMENT;
    int reason = YEARS_CALL(y, "intake", years_team_of(f), intake, ReferToPartner, refer_to_partner, in, NULL);
    return !reason || years_fault(y, "a referral is refused with reason %d", reason);
}

/* ---- how she is reached, and by whom ---- */

static bool another_number(struct years *y, const intake__get_family_reply *f) {
    intake__change_contact_request *in = NEW(&y->a, intake__change_contact_request);
    if (!f->contact || !f->contact->n_numbers) return true;
    in->family_id = f->family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&y->a, &f->contact->base);
    in->contact->numbers[0]->number = arena_printf(&y->a, "438555%04d", between(y, 0, 9999));
    in->reason = "elle l'a dit";
    int reason = YEARS_CALL(y, "intake", years_team_of(f), intake, ChangeContact, change_contact, in, NULL);
    return !reason || reason == REASON_CONTACT_SAME || years_fault(y, "a number is refused with reason %d", reason);
}

static bool another_holder(struct years *y, const intake__get_family_reply *f) {
    intake__change_person_request *in = NEW(&y->a, intake__change_person_request);
    in->family_id = f->family_id;
    in->version = f->kin_version;
    in->who = NEW(&y->a, intake__person);
    in->who->kind = PERSON_KIND_ADULT;
    in->who->name = NEW(&y->a, sippe__person_name);
    in->who->name->given = "Rémi";
    in->who->name->family = arena_printf(&y->a, "Essai-%d", between(y, 1, 9999));
    in->holder = true;
    in->reason = "il a la garde";
    int reason = YEARS_CALL(y, "intake", years_team_of(f), intake, ChangePerson, change_person, in, NULL);
    return !reason || years_fault(y, "another holder is refused with reason %d", reason);
}

static bool followed(const intake__get_family_reply *f) {
    return f->enrolment && f->enrolment->enrolment_id.len && f->enrolment->state != ENROLMENT_STATE_ENDED;
}

static bool vanishes(struct years *y, const intake__get_family_reply *f) {
    intake__suspend_enrolment_request *in = NEW(&y->a, intake__suspend_enrolment_request);
    if (!followed(f) || f->enrolment->state == ENROLMENT_STATE_SUSPENDED) return true;
    in->enrolment_id = f->enrolment->enrolment_id;
    in->version = f->enrolment->version;
    in->reason = SUSPENSION_REASON_LOST_FROM_SIGHT;
    in->review_on = date_of(y, y->today + 30);
    int reason = YEARS_CALL(y, "intake", years_team_of(f), intake, SuspendEnrolment, suspend_enrolment, in, NULL);
    return !reason || years_fault(y, "a suspension is refused with reason %d", reason);
}

static bool leaves(struct years *y, struct life *l, const intake__get_family_reply *f) {
    l->gone = true;
    y->told |= followed(f);
    return !followed(f) || policy_end(y, f, END_REASON_MOVED);
}

/* Who is asked to confirm it is the list's to say. */
static bool erased(struct years *y, const intake__get_family_reply *f) {
    intake__propose_erasure_request *in = NEW(&y->a, intake__propose_erasure_request);
    if (followed(f)) return true;
    in->family_id = f->family_id;
    in->rule = "ON_REQUEST";
    in->reason = "elle l'a demandé";
    int reason = YEARS_CALL(y, "intake", "coordinator", intake, ProposeErasure, propose_erasure, in, NULL);
    return !reason || years_fault(y, "an erasure is refused with reason %d", reason);
}

static bool happens(struct years *y, const struct life_event *e) {
    struct life *l = &y->lives[e->who];
    if (e->kind == LIFE_CALLS) return calls(y, e->who);
    if (e->kind == LIFE_PARTED) return life_parted(y, l);
    const intake__get_family_reply *f = years_file(y, id_field(&y->a, l->id));
    if (f && f->merged_into.len) f = years_file(y, f->merged_into);
    if (!f || (l->gone && e->kind != LIFE_ERASED)) return true;
    switch ((enum life_kind)e->kind) {
    case LIFE_REFERRED: return referred(y, f);
    case LIFE_BIRTH: return birth(y, l, f);
    case LIFE_LOSS: return loss(y, f);
    case LIFE_PREGNANT: return pregnant(y, l, f);
    case LIFE_NUMBER: return another_number(y, f);
    case LIFE_VANISHES: return vanishes(y, f);
    case LIFE_HOLDER: return another_holder(y, f);
    case LIFE_LEAVES: return leaves(y, l, f);
    case LIFE_ERASED: return erased(y, f);
    case LIFE_MOVES: return life_moves(y, f);
    case LIFE_CALLS:
    case LIFE_PARTED:
    case LIFE_KINDS: break;
    }
    return true;
}

void lives_today(struct years *y) {
    while (y->next_event < y->n_events && y->events[y->next_event].on <= y->today && !y->s.fault[0]) {
        struct life_event e = y->events[y->next_event++];
        if (!happens(y, &e)) return;
    }
}
