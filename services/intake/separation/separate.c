/* Children get a file of their own, in the name of who looks after them now. */
#include <string.h>
#include "base/character.h"
#include "base/message.h"
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/call/match.h"
#include "intake/call/number.h"
#include "intake/domain/kin/apart.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/screening_check.h"
#include "intake/kin/kin.h"
#include "intake/separation/separation.h"
#include "intake/work/working_days.h"

struct separating {
    const intake__separate_child_request *in;
    struct kin_changing c; /* of the file that they leave */
    const sippe__territory *rules;
    const intake_rows__enrolment *enrolment; /* of that file, the one that goes on; NULL: none */
    ProtobufCBinaryData enrolment_id;
    intake__screening *answers; /* of theirs */
    intake__person *holder;
    struct matches matches;
};

/* ---- who looks after them ---- */

/* In the places of a call's answers: of one that nobody made it has no start, and nothing that is not told here. */
static intake__screening *answers_of(struct arena *a, const intake__separate_child_request *in, const char *clsc_code) {
    intake__screening *s = NEW(a, intake__screening);
    s->call = NEW(a, intake__call);
    s->call->clsc_code = clsc_code;
    s->call->language = in->language;
    s->call->interpreter_needed = in->interpreter_needed;
    s->call->interpreter_language = in->interpreter_language;
    s->consent = NEW(a, intake__notice_and_consent);
    s->consent->safe_to_leave_message = in->safe_to_leave_message ? in->safe_to_leave_message : VOICE_MAIL_UNKNOWN;
    s->consent->safe_contact_hours = in->safe_contact_hours;
    s->consent->channels = in->channels;
    s->consent->n_channels = in->n_channels;
    s->identity = in->holder ? in->holder : NEW(a, intake__identity);
    s->pregnancy = NEW(a, intake__pregnancy);
    s->household = NEW(a, intake__household);
    return intake_screening_normal(a, s);
}

static intake__person *holder_of(struct arena *a, const struct separating *s) {
    const intake__identity *who = s->answers->identity;
    intake__person *p = NEW(a, intake__person);
    p->kind = PERSON_KIND_ADULT;
    p->name = who->name;
    p->birth_date = who->birth_date;
    p->gender = who->gender;
    p->relation = s->in->relation;
    return p;
}

/* A fault of the answers, where it stands in the request. */
static const char *path_in_request(struct arena *a, const char *path) {
    static const struct {
        const char *answers, *request;
    } places[] = {{"identity.", "holder."}, {"call.", ""}, {"consent.", ""}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t n = strlen(places[i].answers);
        if (strncmp(path, places[i].answers, n) == 0) return arena_printf(a, "%s%s", places[i].request, path + n);
    }
    return path;
}

static bool is_named(const intake__identity *who) {
    return who && who->name && !text_is_blank(who->name->given) && !text_is_blank(who->name->family);
}

/* Her age is a grandmother's: what the answers of a call say of a birth date is asked of who is expecting. */
static void check_holder(struct decide *d, const struct separating *s) {
    struct arena *a = arena_of(d);
    const struct screening_checked checked =
        intake_screening_check(a, s->answers, s->rules, decide_now_ms(d), SCREENING_PREVIEW);
    for (size_t i = 0; i < checked.wrong.n; i++)
        if (strcmp(checked.wrong.list[i].path, "identity.birth_date") != 0)
            violation(d, path_in_request(a, checked.wrong.list[i].path), checked.wrong.list[i].reason);
    struct findings wrong = findings_in(a);
    intake_kin_check_person(s->holder, decide_today(d), &wrong);
    for (size_t i = 0; i < wrong.n; i++) {
        bool own = strcmp(wrong.list[i].path, "relation") == 0;
        violation(d, own ? "relation" : arena_printf(a, "holder.%s", wrong.list[i].path), wrong.list[i].reason);
    }
    if (!is_named(s->answers->identity)) violation(d, "holder.name", REASON_FIELD_REQUIRED);
    if (text_is_blank(s->in->relation)) violation(d, "relation", REASON_FIELD_REQUIRED);
    if (!s->in->language) violation(d, "language", REASON_FIELD_REQUIRED);
    if (s->in->decides == CONSENT_GIVER_SELF) violation(d, "decides", REASON_CONTRADICTION);
}

/* ---- who goes ---- */

static bool is_named_before(const intake__separate_child_request *in, size_t at) {
    for (size_t i = 0; i < at; i++)
        if (span_equal(span_pb(in->children[i]), span_pb(in->children[at]))) return true;
    return false;
}

static void check_children(struct decide *d, const struct separating *s) {
    const intake__separate_child_request *in = s->in;
    day since = check_date(d, "since", in->since, true);
    if (since > decide_today(d)) violation(d, "since", REASON_DATE_IN_FUTURE);
    if (!in->n_children) violation(d, "children", REASON_FIELD_REQUIRED);
    if (in->n_children > APART_MAX) violation(d, "children", REASON_TOO_MANY);
    for (size_t i = 0; i < in->n_children && i < APART_MAX; i++) {
        const intake__person *child = intake_kin_person(s->c.before, in->children[i]);
        const char *path = arena_printf(arena_of(d), "children[%zu]", i);
        if (is_named_before(in, i)) violation(d, path, REASON_CONTRADICTION);
        if (!child) continue;
        day born = civil_day(child->birth_date);
        if (born == DAY_NONE) violation(d, arena_printf(arena_of(d), "%s.birth_date", path), REASON_FIELD_REQUIRED);
        if (since != DAY_NONE && born != DAY_NONE && since < born) violation(d, "since", REASON_CONTRADICTION);
    }
}

static int may_go(const struct separating *s) {
    int reason = 0;
    for (size_t i = 0; i < s->in->n_children && !reason; i++)
        reason = intake_kin_may_go(s->c.before, s->in->children[i]);
    return reason;
}

/* The file that they leave is no other family that she may be, whoever else's number stands in it. */
static struct matches others(struct decide *d, const struct separating *s) {
    struct matches found = intake_match_find(VIEW(d), s->answers, (struct id){{0}}), out = {0};
    for (size_t i = 0; i < found.n_matches; i++)
        if (!intake_same_file(VIEW(d), found.matches[i]->family_id, s->in->family_id))
            APPEND(arena_of(d), &out, matches, found.matches[i]);
    return out;
}

static int may_separate(struct decide *d, struct separating *s) {
    const intake__separate_child_request *in = s->in;
    check_children(d, s);
    check_holder(d, s);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    int reason = may_go(s);
    if (reason) return reason;
    s->c.after = intake_kin_separated(arena_of(d), s->c.before, in->children, in->n_children, civil_day(in->since));
    if (s->enrolment && !in->last && intake_kin_is_left_alone(s->c.before, s->c.after)) return REASON_LAST_CHILD;
    s->matches = others(d, s);
    return s->matches.n_matches && in->none_of_known != YES_NO_YES ? REASON_FAMILY_MAY_BE_KNOWN : 0;
}

/* ---- what is said ---- */

struct apart_ids {
    struct id family, here, there; /* theirs, and what each of the two files calls it */
};

static void tell_left(struct decide *d, struct separating *s, const struct apart_ids *ids) {
    struct arena *a = arena_of(d);
    intake__child_separated *e = NEW_WITH_PERSONAL(a, intake__child_separated);
    e->separation_id = id_field(a, ids->here);
    e->family_id = s->in->family_id;
    e->personal->other_family_id = id_field(a, ids->family);
    e->personal->other_id = id_field(a, ids->there);
    for (size_t i = 0; i < s->in->n_children; i++)
        APPEND(a, e->personal, were, intake_kin_person(s->c.before, s->in->children[i]));
    e->personal->since = s->in->since;
    e->personal->reason = s->in->reason;
    struct id family = id_of(s->in->family_id);
    emit_for(d, family, (struct id[]){ids->here, family}, 2, &e->base);
}

static void tell_made(struct decide *d, const struct separating *s, const struct apart_ids *ids) {
    struct arena *a = arena_of(d);
    const sippe__delays *delays = s->rules->delays;
    intake__child_file_made *e = NEW_WITH_PERSONAL(a, intake__child_file_made);
    e->separation_id = id_field(a, ids->there);
    e->family_id = id_field(a, ids->family);
    e->clsc_code = s->c.family->clsc_code;
    e->act_by = civil_date(a, intake_working_day(a, s->rules, decide_today(d), delays ? delays->key_worker : 0));
    intake__child_file_made__personal *p = e->personal;
    p->family_number = intake_number_next(d);
    p->answers = s->answers;
    p->other_family_id = s->in->family_id;
    p->other_id = id_field(a, ids->here);
    p->children = s->in->children;
    p->n_children = s->in->n_children;
    p->since = s->in->since;
    p->decides = s->in->decides;
    p->followed = s->enrolment != NULL;
    if (s->enrolment) p->key_worker = intake_followed_row(VIEW(d), s->enrolment_id)->personal->key_worker;
    p->matches = s->matches.matches;
    p->n_matches = s->matches.n_matches;
    emit_for(d, ids->family, (struct id[]){ids->there, ids->family}, 2, &e->base);
}

static void tell_who(struct decide *d, const struct separating *s, const struct apart_ids *ids) {
    struct kin_ids new = intake_kin_new_ids(d);
    const struct kin_changing theirs = {
        .family_id = id_field(arena_of(d), ids->family),
        .change = KIN_CHANGE_SEPARATED,
        .after = intake_kin_of_children(arena_of(d), s->c.before, s->in->children, s->in->n_children, s->holder, &new),
        .reason = ""};
    intake_kin_emit(d, &theirs);
}

int intake_separate_child(struct decide *d, const intake__separate_child_request *in,
                          intake__separate_child_reply *out) {
    struct arena *a = arena_of(d);
    struct separating s = {.in = in};
    int reason = intake_kin_begin(d, in->family_id, in->version, &s.c);
    if (reason) return reason;
    s.rules = rules_on(VIEW(d), decide_today(d), NULL);
    if (!s.rules) return REASON_TERRITORY_MISSING;
    s.enrolment = intake_family_enrolment(VIEW(d), in->family_id, &s.enrolment_id);
    if (s.enrolment && s.enrolment->state == ENROLMENT_STATE_ENDED) s.enrolment = NULL;
    s.answers = answers_of(a, in, s.c.family->clsc_code);
    s.holder = holder_of(a, &s);
    reason = may_separate(d, &s);
    if (reason) return reason;
    const struct apart_ids ids = {.family = decide_new_id(d, "family"),
                                  .here = decide_new_id(d, "separation"),
                                  .there = decide_new_id(d, "child's file")};
    s.c.change = KIN_CHANGE_SEPARATED;
    s.c.reason = in->reason;
    out->version = id_field(a, intake_kin_emit(d, &s.c));
    out->child_family_id = id_field(a, ids.family);
    tell_left(d, &s, &ids);
    tell_made(d, &s, &ids);
    tell_who(d, &s, &ids);
    intake_access_keep(d, in->family_id, out->child_family_id);
    return 0;
}
