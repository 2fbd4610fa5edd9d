#include "intake/work/work.h"

#include "intake/kin/kin.h"
#include "intake/domain/worklist.h"
#include "intake/referral/consent.h"

/* An apply knows no today, so the rules of domain/worklist.h are asked twice: on a day after all days for what can ever
 * stand there, and on a day before all days for what stands there from the start, and what of that only waits:
 *
 *   on LAST_DAY alone        silent: not shown before its day has passed (a referral that is the partner's turn)
 *   on both                  shown from the start
 *   on FIRST_DAY not_yet     waits: shown, with nothing to do before its day (a recall, a waiting list)
 *
 * The row keeps both facts and the day, and the reader, who knows today, tells late from not yet. A timer for each item
 * would make a record of every midnight. INT32_MIN is DAY_NONE, so the first day is the one after it. */
enum { FIRST_DAY = INT32_MIN + 1, LAST_DAY = INT32_MAX };

struct wanted {
    struct id thing;
    ProtobufCBinaryData family, sealed_for;
    const char *clsc_code;
    int64_t since_ms;
    struct work items[WORK_PER_THING + 1], first[WORK_PER_THING];
    size_t n, n_first;
    bool loud; /* silence is over: somebody said that it is late */
    int32_t rank;
};

/* Who the thing's family is now: an item of an alias stands with those of the file, and in the list of its CLSC. */
struct file {
    ProtobufCBinaryData id;
    const char *clsc_code;
    const intake_rows__enrolment *enrolment; /* the one that goes on; NULL: none */
    bool has_key_worker;                     /* of that */
};
static bool file_of(struct apply *a, ProtobufCBinaryData family, struct file *out) {
    out->id = family;
    const intake_rows__family *row = intake_family_now(VIEW(a), &out->id);
    if (!row) return false;
    out->clsc_code = row->clsc_code;
    ProtobufCBinaryData enrolment;
    struct id_list members = intake_members_under(VIEW(a), out->id);
    out->enrolment = intake_members_enrolment(VIEW(a), &members, &enrolment);
    if (out->enrolment && out->enrolment->state == ENROLMENT_STATE_ENDED) out->enrolment = NULL;
    out->has_key_worker = out->enrolment && *intake_followed_row(VIEW(a), enrolment)->personal->key_worker;
    return true;
}

/* `row`: of the thing, whichever kind it is. */
#define WANTED(what, row, in, since)                                                                                   \
    {                                                                                                                  \
        .thing = (what), .family = (in).id, .sealed_for = (row)->sealed_for, .clsc_code = (in).clsc_code,              \
        .since_ms = (since)                                                                                            \
    }

/* What can ever stand there, and what stands there from the start: a rule of domain/worklist.h, asked for both days. */
#define ASK_RULE(w, rule, ...)                                                                                         \
    ((w).n = rule(__VA_ARGS__, LAST_DAY, (w).items), (w).n_first = rule(__VA_ARGS__, FIRST_DAY, (w).first))

/* What a person decided counts; before that a concern for somebody's safety comes first. An urgent need comes before
 * all that is due that day, and has no priority of its own to show. */
enum { RANK_URGENT = 0, RANK_FIRST = 1, RANK_USUAL = WORK_RANK_USUAL };
static int32_t rank_of(const intake_rows__screening *row) {
    const intake_rows__screening__personal *p = row ? row->personal : NULL;
    if (p && p->priority) return p->priority;
    return p && p->safety && p->state != SCREENING_STATE_DECIDED ? RANK_FIRST : RANK_USUAL;
}

/* By what she has told herself: an item that is sealed for one member says nothing of what another told. */
static int32_t rank_of_family(struct apply *a, ProtobufCBinaryData family_id) {
    const intake_rows__family *row = intake_family_row(VIEW(a), family_id);
    return rank_of(row ? intake_screening_row(VIEW(a), row->screening) : NULL);
}

static int32_t rank_of_decision(struct apply *a, const intake_rows__enrolment *of) {
    const intake_rows__screening *row = intake_screening_row(VIEW(a), of->screening_id);
    return rank_of(row && id_is(row->family_id, id_of(of->family_id)) ? row : NULL);
}

static const struct work *from_the_start(const struct wanted *w, int kind) {
    for (size_t i = 0; i < w->n_first; i++)
        if ((int)w->first[i].kind == kind) return &w->first[i];
    return NULL;
}

static int find_kind(const struct wanted *w, int kind) {
    for (size_t i = 0; i < w->n; i++)
        if ((int)w->items[i].kind == kind) return (int)i;
    return -1;
}

const intake_rows__work__item *intake_work_find(const intake_rows__work *row, sippe__work_kind kind) {
    for (size_t i = 0; row && i < row->personal->n_items; i++)
        if (row->personal->items[i]->kind == kind) return row->personal->items[i];
    return NULL;
}

/* An item that stays keeps its `since`, and whoever took it. */
static intake_rows__work__item *item_of(struct arena *a, const struct wanted *w, const struct work *from,
                                        const intake_rows__work *old) {
    const struct work *first = from_the_start(w, (int)from->kind);
    const intake_rows__work__item *was = intake_work_find(old, from->kind);
    intake_rows__work__item *item = NEW(a, intake_rows__work__item);
    item->kind = from->kind;
    item->since_ms = was ? was->since_ms : w->since_ms;
    item->due_on = civil_date(a, from->due);
    item->role = from->role;
    item->silent = !first && !w->loud;
    item->waits = first && first->not_yet;
    item->rank = w->rank;
    if (!was) return item;
    item->taken_by = was->taken_by;
    item->taken_ms = was->taken_ms;
    item->taken_minutes = was->taken_minutes;
    return item;
}

/* What is no longer wanted goes, the rest is made to be as it should: no case needs to know what stood there before. A
 * row that would be the same is not put: a refresh goes over all of a family, and most of it has not changed. */
static void refresh(struct apply *a, const struct wanted *w) {
    struct arena *arena = arena_of(a);
    struct key key = KEY(KEY_ID(w->thing));
    const intake_rows__work *old = row_get(VIEW(a), &intake_work, key);
    if (!w->n) {
        row_delete(a, &intake_work, key);
        return;
    }
    intake_rows__work *row = NEW_WITH_PERSONAL(arena, intake_rows__work);
    row->family_id = w->family;
    row->sealed_for = w->sealed_for;
    row->clsc_code = w->clsc_code;
    for (size_t i = 0; i < w->n; i++) APPEND(arena, row->personal, items, item_of(arena, w, &w->items[i], old));
    if (old && span_equal(message_pack(arena, &old->base), message_pack(arena, &row->base))) return;
    ROW_PUT(a, &intake_work, key, row);
}

/* look_again is not of the rules' making: it is loud, as they do not give it on the first day. */
void intake_work_refresh_screening(struct apply *a, struct id screening, int64_t since_ms) {
    const intake_rows__screening *row = row_get(VIEW(a), &intake_screenings, KEY(KEY_ID(screening)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    const intake_rows__screening__personal *p = row->personal;
    day act_by = civil_day(p->act_by);
    struct screening_facts facts = {.state = p->state,
                                    .proposed = p->proposed,
                                    .decided = p->route,
                                    .match_open = p->match_open,
                                    .match_elsewhere = p->match_elsewhere,
                                    .settle_by = civil_day(p->settle_by),
                                    .enrolled = p->enrolled,
                                    .place_unknown = p->place_unknown,
                                    .act_by = act_by,
                                    .arranged = p->arranged,
                                    .outdated = p->outdated,
                                    .coupons = p->coupons_by != NULL,
                                    .coupons_by = civil_day(p->coupons_by),
                                    .has_key_worker = file.has_key_worker,
                                    .ask_door = p->followed_elsewhere && !p->door_asked,
                                    .ask_door_by = civil_day(p->ask_door_by)};
    struct wanted w = WANTED(screening, row, file, since_ms);
    w.rank = rank_of(row);
    ASK_RULE(w, intake_work_of_screening, &facts);
    if (p->calls_over && p->state == SCREENING_STATE_CALL_BACK) {
        intake_work_calls_are_over(w.items, w.n);
        intake_work_calls_are_over(w.first, w.n_first);
    }
    if (p->look_again && find_kind(&w, WORK_KIND_DECIDE_ROUTE) < 0) {
        w.items[w.n++] = (struct work){.kind = WORK_KIND_DECIDE_ROUTE, .role = ROLE_DESK, .due = act_by};
        w.loud = true;
    }
    refresh(a, &w);
}

void intake_work_refresh_urgent(struct apply *a, struct id urgent, int64_t since_ms) {
    const intake_rows__urgent *row = row_get(VIEW(a), &intake_urgents, KEY(KEY_ID(urgent)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    struct urgent_facts facts = {
        .settled = row->settled, .role = row->personal->role, .due = civil_day(row->personal->due_on)};
    struct wanted w = WANTED(urgent, row, file, since_ms);
    w.rank = RANK_URGENT;
    ASK_RULE(w, intake_work_of_urgent, &facts);
    refresh(a, &w);
}

void intake_work_refresh_access(struct apply *a, struct id clock, int64_t since_ms) {
    const intake_rows__access_clock *row = row_get(VIEW(a), &intake_access_clocks, KEY(KEY_ID(clock)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    struct access_facts facts = {.runs = row->personal->end == ACCESS_END_UNSPECIFIED,
                                 .enrolled = file.enrolment != NULL,
                                 .due = civil_day(row->personal->due_on)};
    struct wanted w = WANTED(clock, row, file, since_ms);
    w.rank = row->personal->priority;
    ASK_RULE(w, intake_work_of_access, &facts);
    refresh(a, &w);
}

void intake_work_refresh_enrolment(struct apply *a, struct id enrolment, int64_t since_ms) {
    const intake_rows__enrolment *row = row_get(VIEW(a), &intake_enrolments, KEY(KEY_ID(enrolment)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    struct enrolment_facts facts = {
        .state = row->state,
        .has_key_worker = *intake_followed_row(VIEW(a), id_field(arena_of(a), enrolment))->personal->key_worker,
        .act_by = civil_day(row->act_by),
        .programme_over = row->personal->programme_over,
        .programme_end = civil_day(row->personal->programme_end_on),
        .review_on = civil_day(row->personal->review_on),
        .visit_to_place = row->personal->unplaced != 0,
        .visit_on = civil_day(row->personal->unplaced_on),
        .to_agree = row->agree_by && row->personal->agreement != AGREEMENT_ANSWER_AGREED,
        .agree_by = civil_day(row->agree_by),
        .aid_due = row->personal->aid_due,
        .aid_by = civil_day(row->personal->aid_by)};
    struct wanted w = WANTED(enrolment, row, file, since_ms);
    w.rank = rank_of_decision(a, row);
    ASK_RULE(w, intake_work_of_enrolment, &facts);
    refresh(a, &w);
}

/* Two clocks tell that a partner is late: notifications at 17:00 of the last day (`overdue`, loud), our calendar from
 * the day after. The first one to speak ends the silence, and neither need wait for the other. */
void intake_work_refresh_referral(struct apply *a, struct id referral, int64_t since_ms) {
    const intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(referral)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    const intake_rows__referral__personal *p = row->personal;
    struct referral_facts facts = {.state = p->state,
                                   .act_by = civil_day(p->due_on),
                                   .tell_partner = p->tell_partner,
                                   .tell_holder = p->tell_holder,
                                   .tell_by = civil_day(p->tell_by),
                                   .replaced = p->replaced,
                                   .family_enrolled = file.enrolment != NULL,
                                   .has_key_worker = file.has_key_worker,
                                   .outdated = p->outdated,
                                   .look_by = civil_day(p->look_by)};
    struct wanted w = WANTED(referral, row, file, since_ms);
    w.rank = rank_of_family(a, row->family_id);
    ASK_RULE(w, intake_work_of_referral, &facts);
    w.loud = p->overdue;
    refresh(a, &w);
}

void intake_work_refresh_consent(struct apply *a, struct id consent, int64_t since_ms) {
    const intake_rows__consent *row = row_get(VIEW(a), &intake_consents, KEY(KEY_ID(consent)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    const intake_rows__consent__personal *p = row->personal;
    struct consent_facts facts = {.asked = intake_consent_asked(VIEW(a), consent, row),
                                  .family_enrolled = file.enrolment != NULL,
                                  .ask_by = civil_day(row->personal->ask_by),
                                  .to_confirm = p->to_confirm && !p->in_error && !p->withdrawn_ms,
                                  .confirm_by = civil_day(p->confirm_by)};
    struct wanted w = WANTED(consent, row, file, since_ms);
    w.rank = rank_of_family(a, row->family_id);
    ASK_RULE(w, intake_work_of_consent, &facts);
    refresh(a, &w);
}

void intake_work_refresh_disclosure(struct apply *a, struct id disclosure, int64_t since_ms) {
    const intake_rows__disclosure *row = row_get(VIEW(a), &intake_disclosures, KEY(KEY_ID(disclosure)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    struct disclosure_facts facts = {.to_tell = row->personal->tell_holder,
                                     .family_enrolled = file.enrolment != NULL,
                                     .tell_by = civil_day(row->personal->tell_by)};
    struct wanted w = WANTED(disclosure, row, file, since_ms);
    w.rank = rank_of_family(a, row->family_id);
    ASK_RULE(w, intake_work_of_disclosure, &facts);
    refresh(a, &w);
}

void intake_work_refresh_family_call(struct apply *a, struct id call, int64_t since_ms) {
    const intake_rows__family_call *row = row_get(VIEW(a), &intake_family_calls, KEY(KEY_ID(call)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    struct call_facts facts = {.asks = row->personal->asks,
                               .act_by = civil_day(row->personal->act_by),
                               .outdated = row->personal->outdated,
                               .has_key_worker = file.has_key_worker,
                               .family_enrolled = file.enrolment != NULL};
    struct wanted w = WANTED(call, row, file, since_ms);
    w.rank = rank_of_family(a, row->family_id);
    ASK_RULE(w, intake_work_of_family_call, &facts);
    refresh(a, &w);
}

void intake_work_refresh_opening(struct apply *a, struct id opening, int64_t since_ms) {
    const intake_rows__opening *row = row_get(VIEW(a), &intake_openings, KEY(KEY_ID(opening)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    struct wanted w = WANTED(opening, row, file, since_ms);
    w.rank = RANK_USUAL;
    bool looked_at = row->personal->looked_at;
    day look_by = civil_day(row->personal->look_by);
    ASK_RULE(w, intake_work_of_opening, looked_at, look_by);
    refresh(a, &w);
}

/* Offered it is the other CLSC's; once it was declined, hers again. Of one that became an alias nobody asks. */
void intake_work_refresh_move(struct apply *a, struct id move, int64_t since_ms) {
    const intake_rows__move *row = row_get(VIEW(a), &intake_moves, KEY(KEY_ID(move)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    struct move_facts facts = {.state = id_is(file.id, id_of(row->family_id)) ? row->state : MOVE_STATE_WITHDRAWN,
                               .on = civil_day(row->personal->on),
                               .act_by = civil_day(row->personal->act_by),
                               .offered_by = row->personal->role};
    file.clsc_code = row->state == MOVE_STATE_OFFERED ? row->to_clsc_code : row->from_clsc_code;
    struct wanted w = WANTED(move, row, file, since_ms);
    w.rank = RANK_USUAL;
    ASK_RULE(w, intake_work_of_move, &facts);
    refresh(a, &w);
}

/* Of whom it was recorded: the other one has what she had. */
void intake_work_refresh_undone(struct apply *a, struct id undone, int64_t since_ms) {
    const intake_rows__undone_match *row = row_get(VIEW(a), &intake_undone_matches, KEY(KEY_ID(undone)));
    struct file file;
    if (!row || !file_of(a, row->family_id, &file)) return;
    bool open = !row->personal->reviewed && row->n_reassigned < row->personal->n_since;
    struct wanted w = {.thing = undone,
                       .family = file.id,
                       .sealed_for = row->family_id,
                       .clsc_code = file.clsc_code,
                       .since_ms = since_ms,
                       .rank = RANK_USUAL};
    ASK_RULE(w, intake_work_of_undone, open, civil_day(row->personal->review_by));
    refresh(a, &w);
}

/* What an alias asked stands until somebody has said since who all of the file is. */
void intake_work_refresh_kin(struct apply *a, struct id family_id, int64_t since_ms) {
    const intake_rows__kin *row = intake_kin_row(VIEW(a), id_field(arena_of(a), family_id));
    ProtobufCBinaryData own = id_field(arena_of(a), family_id);
    struct file file;
    if (!row || !file_of(a, own, &file)) return;
    bool asks = intake_kin_counts(VIEW(a), own) && !intake_family_row(VIEW(a), file.id)->undone;
    struct kin_facts facts = {.ask_loss = asks && row->personal->ask_loss,
                              .ask_home = asks && row->personal->ask_home,
                              .has_key_worker = file.has_key_worker,
                              .family_enrolled = file.enrolment != NULL,
                              .ask_on = civil_day(row->personal->ask_on)};
    struct wanted w = {
        .thing = family_id, .family = file.id, .sealed_for = own, .clsc_code = file.clsc_code, .since_ms = since_ms};
    w.rank = facts.ask_loss ? RANK_URGENT : RANK_USUAL;
    ASK_RULE(w, intake_work_of_kin, &facts);
    refresh(a, &w);
}

/* Of no family yet. */
void intake_work_refresh_draft(struct apply *a, struct id draft, int64_t since_ms) {
    const intake_rows__draft *row = row_get(VIEW(a), &intake_drafts, KEY(KEY_ID(draft)));
    if (!row) return;
    struct wanted w = {.thing = draft, .clsc_code = row->clsc_code, .since_ms = since_ms, .rank = RANK_USUAL};
    w.sealed_for = id_field(arena_of(a), draft);
    ASK_RULE(w, intake_work_of_draft, civil_day(row->act_by));
    refresh(a, &w);
}

void intake_work_refresh_inbound(struct apply *a, struct id inbound, int64_t since_ms) {
    const intake_rows__inbound *row = row_get(VIEW(a), &intake_inbounds, KEY(KEY_ID(inbound)));
    if (!row) return;
    struct wanted w = {.thing = inbound, .clsc_code = row->clsc_code, .since_ms = since_ms, .rank = RANK_USUAL};
    w.sealed_for = id_field(arena_of(a), inbound);
    ASK_RULE(w, intake_work_of_inbound, row->closed == 0, civil_day(row->act_by));
    refresh(a, &w);
}

/* Of a family it is in the list of hers; of none, or of several, of nobody's CLSC. */
void intake_work_refresh_incident(struct apply *a, struct id incident, int64_t since_ms) {
    const intake_rows__incident *row = row_get(VIEW(a), &intake_incidents, KEY(KEY_ID(incident)));
    struct file file;
    if (!row) return;
    struct wanted w = {.thing = incident, .clsc_code = "", .since_ms = since_ms, .rank = RANK_USUAL};
    w.sealed_for = id_field(arena_of(a), incident);
    if (row->family_id.len && file_of(a, row->family_id, &file)) {
        w.family = file.id;
        w.clsc_code = file.clsc_code;
    }
    ASK_RULE(w, intake_work_of_incident, row->state == INCIDENT_STATE_OPEN, civil_day(row->act_by));
    refresh(a, &w);
}

/* Of nobody's CLSC: only who sees all of them acts on it. While it is proposed its item is hers and goes with her; then
 * it is the house's, and names no family. */
void intake_work_refresh_erasure(struct apply *a, struct id erasure, int64_t since_ms) {
    const intake_rows__erasure *row = row_get(VIEW(a), &intake_erasures, KEY(KEY_ID(erasure)));
    if (!row) return;
    bool proposed = row->state == ERASURE_STATE_PROPOSED;
    struct erasure_facts facts = {
        .state = row->state, .confirm_from = civil_day(row->confirm_from), .answer_by = civil_day(row->answer_by)};
    struct wanted w = {.thing = erasure, .clsc_code = "", .since_ms = since_ms, .rank = RANK_USUAL};
    if (proposed) w.family = row->family_id;
    w.sealed_for = proposed ? row->family_id : id_field(arena_of(a), view_house(VIEW(a)));
    ASK_RULE(w, intake_work_of_erasure, &facts);
    refresh(a, &w);
}
