/* Whatever was recorded before a merge is where it was once the merge is taken back, whatever was recorded in between:
 * two families with any past are taken for one, anything is recorded of the one that is left, and they part. Then the
 * other one's file, as a coordinator sees it, is what it was; and so is that of the one of whom nothing was recorded. */
#include "merge_world.h"

enum { SEEDS = 200, PAST_MOST = 8, BETWEEN_MOST = 8 };

struct any {
    struct loop *l;
    struct desk *t;
    uint64_t chance;
    int seed;
};

static uint64_t next(struct any *x) {
    x->chance ^= x->chance << 13;
    x->chance ^= x->chance >> 7;
    x->chance ^= x->chance << 17;
    return x->chance;
}
static size_t below(struct any *x, size_t n) { return (size_t)(next(x) % n); }

/* ---- what may be recorded; what is refused leaves nothing ---- */

static void decided(struct any *x, const intake__submit_screening_reply *s) {
    static const intake__route routes[] = {ROUTE_SIPPE, ROUTE_WAITLIST, ROUTE_OLO_ONLY, ROUTE_DECLINED};
    intake__decide_route_request *in = NEW(&x->t->a, intake__decide_route_request);
    in->screening_id = s->screening_id;
    in->version = screening(x->t, s->screening_id)->summary->version;
    in->route = routes[below(x, 4)];
    in->priority = (int32_t)below(x, 5);
    in->override_reason = "Elle le demande.";
    ASK(x->t, "desk", DecideRoute, decide_route, in, NULL);
}

static void consented(struct any *x, const intake__submit_screening_reply *s) {
    consent(x->l, consent_request(x->l, s->family_id), NULL);
}

static void noted(struct any *x, const intake__submit_screening_reply *s) {
    intake__record_note_request *in = NEW(&x->t->a, intake__record_note_request);
    in->family_id = s->family_id;
    in->words = NEW(&x->t->a, intake__note_words);
    in->words->text = arena_printf(&x->t->a, "Note %u.", (unsigned)below(x, 1000));
    ASK(x->t, "desk", RecordNote, record_note, in, NULL);
}

static void kept_apart(struct any *x, const intake__submit_screening_reply *s) {
    intake__record_safety_note_request *in = NEW(&x->t->a, intake__record_safety_note_request);
    in->family_id = s->family_id;
    in->words = NEW(&x->t->a, intake__note_words);
    in->words->text = "Elle ne veut pas qu'on l'appelle le soir.";
    ASK(x->t, "desk", RecordSafetyNote, record_safety_note, in, NULL);
}

static void reached_otherwise(struct any *x, const intake__submit_screening_reply *s) {
    intake__change_contact_request *in = NEW(&x->t->a, intake__change_contact_request);
    intake__get_family_reply *f = family(x->t, "coord", s->family_id);
    in->family_id = s->family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&x->t->a, &f->contact->base);
    in->contact->safe_contact_hours = arena_printf(&x->t->a, "après %u h", (unsigned)below(x, 20));
    in->reason = "Elle l'a dit.";
    ASK(x->t, "desk", ChangeContact, change_contact, in, NULL);
}

static void born(struct any *x, const intake__submit_screening_reply *s) {
    intake__record_birth_request *in = NEW(&x->t->a, intake__record_birth_request);
    in->sure = true;
    in->family_id = s->family_id;
    in->birth_date = civil_date(&x->t->a, fixture_today() - (day)below(x, 20));
    ASK(x->t, "team", RecordBirth, record_birth, in, NULL);
}

/* Of her own call: one about the other one's is the other one's. */
static void called(struct any *x, const intake__submit_screening_reply *s) {
    static const intake__call_outcome outcomes[] = {CALL_OUTCOME_NO_ANSWER, CALL_OUTCOME_WRONG_NUMBER,
                                                    CALL_OUTCOME_REFUSED, CALL_OUTCOME_LEFT_MESSAGE};
    intake__record_family_call_request *in = call_to_her(x->t, s, outcomes[below(x, 4)]);
    in->version = screening(x->t, s->screening_id)->summary->version;
    ASK(x->t, "desk", RecordFamilyCall, record_family_call, in, NULL);
}

static void referred_on(struct any *x, const intake__submit_screening_reply *s) {
    refer(x->l, s->family_id, x->l->service, NULL);
}

static void told(struct any *x, const intake__submit_screening_reply *s) {
    intake__disclose_request *in = NEW(&x->t->a, intake__disclose_request);
    in->family_id = s->family_id;
    in->organization_id = x->l->organization;
    in->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    ASK(x->t, "desk", Disclose, disclose, in, NULL);
}

static void kept_from(struct any *x, const intake__submit_screening_reply *s) {
    intake__restrict_access_request *in = NEW(&x->t->a, intake__restrict_access_request);
    in->family_id = s->family_id;
    in->role = ROLE_TEAM;
    in->organization = "99002";
    in->asked_on = civil_date(&x->t->a, fixture_today());
    ASK(x->t, "coord", RestrictAccess, restrict_access, in, NULL);
}

static void held(struct any *x, const intake__submit_screening_reply *s) {
    intake__put_hold_request *in = NEW(&x->t->a, intake__put_hold_request);
    in->family_id = s->family_id;
    in->kind = HOLD_KIND_COMPLAINT;
    in->reason = "Plainte.";
    ASK(x->t, "coord", PutHold, put_hold, in, NULL);
}

static void enrolled(struct any *x, const intake__submit_screening_reply *s) { enrol(x->t, s, NULL); }

static void ended(struct any *x, const intake__submit_screening_reply *s) {
    const intake__enrolment *e = family(x->t, "coord", s->family_id)->enrolment;
    intake__end_enrolment_request *in = NEW(&x->t->a, intake__end_enrolment_request);
    if (!e) return;
    in->enrolment_id = e->enrolment_id;
    in->version = e->version;
    in->reason = END_REASON_MOVED;
    ASK(x->t, "team", EndEnrolment, end_enrolment, in, NULL);
}

static void called_again(struct any *x, const intake__submit_screening_reply *s) {
    intake__submit_screening_request *in = NEW(&x->t->a, intake__submit_screening_request);
    in->screening = call_now(x->t);
    in->screening->identity->nam = "";
    in->screening->identity->name->given = below(x, 2) ? "Rose" : "Rosa";
    in->family_id = s->family_id;
    ASK(x->t, "desk", SubmitScreening, submit_screening, in, NULL);
}

static void (*const acts[])(struct any *, const intake__submit_screening_reply *) = {
    decided,     consented, noted,     kept_apart, reached_otherwise, born,     called,   consented, referred_on,
    referred_on, told,      kept_from, held,       decided,           enrolled, enrolled, ended,     called_again};

static void any_of(struct any *x, const intake__submit_screening_reply *s, size_t most) {
    for (size_t n = below(x, most + 1); n > 0; n--) acts[below(x, sizeof acts / sizeof *acts)](x, s);
}

/* ---- */

static intake__submit_screening_reply *one_of(struct any *x, const char *given, int which) {
    return calls_as(x->t, given, arena_printf(&x->t->a, "514 55%d-%04d", which, x->seed));
}

static void is_as_it_was(struct any *x, const intake__submit_screening_reply *s, const struct file_shown *was) {
    struct file_shown now = shown_of(x->t, s->family_id);
    int part = shown_differs(was, &now);
    if (part >= 0) fail_msg("seed %d: part %d of the file of %s is another one", x->seed, part, s->family_number);
}

static void one_seed(struct any *x) {
    intake__submit_screening_reply *one = one_of(x, "Rose", 5), *other = one_of(x, "Annie", 6), *third = NULL;
    any_of(x, one, PAST_MOST);
    any_of(x, other, PAST_MOST);
    ended(x, other); /* who is followed is no alias */
    struct file_shown before_one = shown_of(x->t, one->family_id), before_other = shown_of(x->t, other->family_id);
    merge_into(x->t, other, one->family_id);
    if (below(x, 4) == 0) {
        third = one_of(x, "Claire", 7);
        merge_into(x->t, third, one->family_id);
    }
    bool quiet = below(x, 4) == 0;
    if (!quiet) any_of(x, one, BETWEEN_MOST);
    if (third) undone(x->t, third->family_id);
    undone(x->t, other->family_id);
    is_as_it_was(x, other, &before_other);
    if (quiet) is_as_it_was(x, one, &before_one);
}

static void test_what_was_before_is_where_it_was(void **state) {
    struct loop *l = *state;
    for (int seed = 1; seed <= SEEDS; seed++) {
        struct any x = {.l = l, .t = &l->t, .chance = (uint64_t)seed * UINT64_C(0x9E3779B97F4A7C15), .seed = seed};
        one_seed(&x);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_was_before_is_where_it_was, loop_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
