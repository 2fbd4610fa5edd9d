#include "intake/work/work.h"

#include "intake/kin/kin.h"
#include "intake/domain/worklist.h"
#include "intake/referral/consent.h"
#include "intake/work/wanted.h"

bool intake_work_file_of(struct apply *a, ProtobufCBinaryData family, struct file *out) {
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

/* What a person decided counts; before that a concern for somebody's safety comes first. An urgent need comes before
 * all that is due that day, and has no priority of its own to show. */
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
void intake_work_make(struct apply *a, const struct wanted *w) {
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
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
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
    intake_work_make(a, &w);
}

void intake_work_refresh_urgent(struct apply *a, struct id urgent, int64_t since_ms) {
    const intake_rows__urgent *row = row_get(VIEW(a), &intake_urgents, KEY(KEY_ID(urgent)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    struct urgent_facts facts = {
        .settled = row->settled, .role = row->personal->role, .due = civil_day(row->personal->due_on)};
    struct wanted w = WANTED(urgent, row, file, since_ms);
    w.rank = RANK_URGENT;
    ASK_RULE(w, intake_work_of_urgent, &facts);
    intake_work_make(a, &w);
}

void intake_work_refresh_access(struct apply *a, struct id clock, int64_t since_ms) {
    const intake_rows__access_clock *row = row_get(VIEW(a), &intake_access_clocks, KEY(KEY_ID(clock)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    struct access_facts facts = {.runs = row->personal->end == ACCESS_END_UNSPECIFIED,
                                 .enrolled = file.enrolment != NULL,
                                 .due = civil_day(row->personal->due_on)};
    struct wanted w = WANTED(clock, row, file, since_ms);
    w.rank = row->personal->priority;
    ASK_RULE(w, intake_work_of_access, &facts);
    intake_work_make(a, &w);
}

void intake_work_refresh_enrolment(struct apply *a, struct id enrolment, int64_t since_ms) {
    const intake_rows__enrolment *row = row_get(VIEW(a), &intake_enrolments, KEY(KEY_ID(enrolment)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
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
    intake_work_make(a, &w);
}

/* Two clocks tell that a partner is late: notifications at 17:00 of the last day (`overdue`, loud), our calendar from
 * the day after. The first one to speak ends the silence, and neither need wait for the other. */
void intake_work_refresh_referral(struct apply *a, struct id referral, int64_t since_ms) {
    const intake_rows__referral *row = row_get(VIEW(a), &intake_referrals, KEY(KEY_ID(referral)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
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
    intake_work_make(a, &w);
}

void intake_work_refresh_consent(struct apply *a, struct id consent, int64_t since_ms) {
    const intake_rows__consent *row = row_get(VIEW(a), &intake_consents, KEY(KEY_ID(consent)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    const intake_rows__consent__personal *p = row->personal;
    struct consent_facts facts = {.asked = intake_consent_asked(VIEW(a), consent, row),
                                  .family_enrolled = file.enrolment != NULL,
                                  .ask_by = civil_day(row->personal->ask_by),
                                  .to_confirm = p->to_confirm && !p->in_error && !p->withdrawn_ms,
                                  .confirm_by = civil_day(p->confirm_by)};
    struct wanted w = WANTED(consent, row, file, since_ms);
    w.rank = rank_of_family(a, row->family_id);
    ASK_RULE(w, intake_work_of_consent, &facts);
    intake_work_make(a, &w);
}

void intake_work_refresh_disclosure(struct apply *a, struct id disclosure, int64_t since_ms) {
    const intake_rows__disclosure *row = row_get(VIEW(a), &intake_disclosures, KEY(KEY_ID(disclosure)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    struct disclosure_facts facts = {.to_tell = row->personal->tell_holder,
                                     .family_enrolled = file.enrolment != NULL,
                                     .tell_by = civil_day(row->personal->tell_by)};
    struct wanted w = WANTED(disclosure, row, file, since_ms);
    w.rank = rank_of_family(a, row->family_id);
    ASK_RULE(w, intake_work_of_disclosure, &facts);
    intake_work_make(a, &w);
}

void intake_work_refresh_family_call(struct apply *a, struct id call, int64_t since_ms) {
    const intake_rows__family_call *row = row_get(VIEW(a), &intake_family_calls, KEY(KEY_ID(call)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    struct call_facts facts = {.asks = row->personal->asks,
                               .act_by = civil_day(row->personal->act_by),
                               .outdated = row->personal->outdated,
                               .has_key_worker = file.has_key_worker,
                               .family_enrolled = file.enrolment != NULL};
    struct wanted w = WANTED(call, row, file, since_ms);
    w.rank = rank_of_family(a, row->family_id);
    ASK_RULE(w, intake_work_of_family_call, &facts);
    intake_work_make(a, &w);
}

void intake_work_refresh_opening(struct apply *a, struct id opening, int64_t since_ms) {
    const intake_rows__opening *row = row_get(VIEW(a), &intake_openings, KEY(KEY_ID(opening)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    struct wanted w = WANTED(opening, row, file, since_ms);
    w.rank = RANK_USUAL;
    bool looked_at = row->personal->looked_at;
    day look_by = civil_day(row->personal->look_by);
    ASK_RULE(w, intake_work_of_opening, looked_at, look_by);
    intake_work_make(a, &w);
}

/* Offered it is the other CLSC's; once it was declined, hers again. Of one that became an alias nobody asks. */
void intake_work_refresh_move(struct apply *a, struct id move, int64_t since_ms) {
    const intake_rows__move *row = row_get(VIEW(a), &intake_moves, KEY(KEY_ID(move)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    struct move_facts facts = {.state = id_is(file.id, id_of(row->family_id)) ? row->state : MOVE_STATE_WITHDRAWN,
                               .on = civil_day(row->personal->on),
                               .act_by = civil_day(row->personal->act_by),
                               .offered_by = row->personal->role};
    file.clsc_code = row->state == MOVE_STATE_OFFERED ? row->to_clsc_code : row->from_clsc_code;
    struct wanted w = WANTED(move, row, file, since_ms);
    w.rank = RANK_USUAL;
    ASK_RULE(w, intake_work_of_move, &facts);
    intake_work_make(a, &w);
}

/* Of whom it was recorded: the other one has what she had. */
void intake_work_refresh_undone(struct apply *a, struct id undone, int64_t since_ms) {
    const intake_rows__undone_match *row = row_get(VIEW(a), &intake_undone_matches, KEY(KEY_ID(undone)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    bool open = !row->personal->reviewed && row->n_reassigned < row->personal->n_since;
    struct wanted w = {.thing = undone,
                       .family = file.id,
                       .sealed_for = row->family_id,
                       .clsc_code = file.clsc_code,
                       .since_ms = since_ms,
                       .rank = RANK_USUAL};
    ASK_RULE(w, intake_work_of_undone, open, civil_day(row->personal->review_by));
    intake_work_make(a, &w);
}

/* Of a child's own file; the one that she left asks nothing of it. */
void intake_work_refresh_separation(struct apply *a, struct id separation, int64_t since_ms) {
    const intake_rows__separation *row = row_get(VIEW(a), &intake_separations, KEY(KEY_ID(separation)));
    struct file file;
    if (!row || !intake_work_file_of(a, row->family_id, &file)) return;
    struct wanted w = {.thing = separation,
                       .family = file.id,
                       .sealed_for = row->family_id,
                       .clsc_code = file.clsc_code,
                       .since_ms = since_ms,
                       .rank = RANK_USUAL};
    bool asks = row->personal->asks && !file.enrolment;
    ASK_RULE(w, intake_work_of_child_file, asks, row->personal->followed, civil_day(row->personal->act_by));
    intake_work_make(a, &w);
}

/* What an alias asked stands until somebody has said since who all of the file is. */
void intake_work_refresh_kin(struct apply *a, struct id family_id, int64_t since_ms) {
    const intake_rows__kin *row = intake_kin_row(VIEW(a), id_field(arena_of(a), family_id));
    ProtobufCBinaryData own = id_field(arena_of(a), family_id);
    struct file file;
    if (!row || !intake_work_file_of(a, own, &file)) return;
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
    intake_work_make(a, &w);
}
