/* What happened with a family, in one list: out of what her rows name already, newest first. */
#include <stdlib.h>
#include "intake/access/access.h"
#include "intake/domain/kin/kin.h"
#include "intake/follow/move.h"
#include "intake/notes/notes.h"
#include "intake/reach/reach.h"
#include "intake/rows.h"

enum { PAGE = 50, PAGE_MAX = 200 };

/* ---- gathered ---- */

struct happened {
    uint64_t seq; /* the record that says it */
    intake__history_kind kind;
    struct id thing;
};
struct history {
    struct query *query;
    ProtobufCBinaryData family_id;
    unsigned seen; /* of her classes */
    struct happened *list;
    size_t n;
};

/* Of which class an entry is. */
static unsigned class_of(intake__history_kind kind) {
    switch (kind) {
    case HISTORY_KIND_CALL:
    case HISTORY_KIND_CALL_CORRECTED:
    case HISTORY_KIND_LETTER:
    case HISTORY_KIND_CONTACT: return SHOWS_CONTACT;
    case HISTORY_KIND_NOTE:
    case HISTORY_KIND_NOTE_CORRECTED:
    case HISTORY_KIND_AGREEMENT:
    case HISTORY_KIND_AID:
    case HISTORY_KIND_KEY_WORKER:
    case HISTORY_KIND_KEY_WORKER_STRUCK:
    case HISTORY_KIND_ENROLMENT_ENDED:
    case HISTORY_KIND_ENROLMENT_REOPENED:
    case HISTORY_KIND_ENROLMENT_SUSPENDED:
    case HISTORY_KIND_ENROLMENT_RESUMED:
    case HISTORY_KIND_ENROLMENT: return SHOWS_FOLLOW_UP;
    case HISTORY_KIND_CORRECTION:
    case HISTORY_KIND_KIN:
    case HISTORY_KIND_BIRTH: return SHOWS_ANSWERS;
    case HISTORY_KIND_CONSENT: return SHOWS_CONSENTS;
    case HISTORY_KIND_REFERRAL:
    case HISTORY_KIND_ANSWER_CORRECTED:
    case HISTORY_KIND_REFERRAL_ANSWER: return SHOWS_REFERRALS;
    case HISTORY_KIND_UNSPECIFIED:
    case HISTORY_KIND_SCREENING:
    case HISTORY_KIND_DECISION:
    case HISTORY_KIND_MOVE:
    case HISTORY_KIND_MOVE_ANSWERED:
    case HISTORY_KIND_MATCH:
    case HISTORY_KIND_MATCH_UNDONE:
    case HISTORY_KIND_REASSIGNED: break;
    }
    return SHOWS_DECISIONS;
}

/* Seq 0: it has not happened. */
static void add(struct history *h, uint64_t seq, intake__history_kind kind, struct id thing) {
    if (!seq || !(h->seen & class_of(kind))) return;
    *(struct happened *)message_grow(arena_of(h->query), (void **)&h->list, &h->n, sizeof *h->list) =
        (struct happened){seq, kind, thing};
}

static void of_screenings(struct history *h) {
    struct view *v = VIEW(h->query);
    struct id_list list = intake_of_family(v, &intake_screenings_of_family, h->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__screening *row = row_get(v, &intake_screenings, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        add(h, row->submitted, HISTORY_KIND_SCREENING, list.ids[i]);
        for (size_t k = 0; k < row->n_decisions; k++) add(h, row->decisions[k], HISTORY_KIND_DECISION, list.ids[i]);
        add(h, row->settled, HISTORY_KIND_MATCH, list.ids[i]);
        for (size_t k = 0; k < row->n_corrections; k++)
            add(h, row->corrections[k], HISTORY_KIND_CORRECTION, list.ids[i]);
    }
}

static void of_calls(struct history *h) {
    struct view *v = VIEW(h->query);
    struct id_list list = intake_of_family(v, &intake_calls_of_family, h->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__family_call *row = row_get(v, &intake_family_calls, KEY(KEY_ID(list.ids[i])));
        for (size_t k = 0; row && k < row->n_said; k++)
            add(h, row->said[k],
                k                       ? HISTORY_KIND_CALL_CORRECTED
                : row->personal->letter ? HISTORY_KIND_LETTER
                                        : HISTORY_KIND_CALL,
                list.ids[i]);
    }
}

static void of_contact(struct history *h) {
    struct id_list members = intake_members(VIEW(h->query), h->family_id);
    for (size_t m = 0; m < members.n; m++) {
        const intake_rows__contact *row = row_get(VIEW(h->query), &intake_contacts, KEY(KEY_ID(members.ids[m])));
        for (size_t i = 0; row && i < row->n_said; i++) add(h, row->said[i], HISTORY_KIND_CONTACT, members.ids[m]);
    }
}

static void kin_of(struct history *h, struct id member) {
    const intake_rows__kin *row = row_get(VIEW(h->query), &intake_kin, KEY(KEY_ID(member)));
    for (size_t i = 0; row && i < row->n_said; i++) {
        const intake__kin_changed *e = READ_EVENT(h->query, intake__kin_changed, row->said[i], NULL);
        bool birth = e && e->personal->change == KIN_CHANGE_BIRTH;
        add(h, row->said[i], birth ? HISTORY_KIND_BIRTH : HISTORY_KIND_KIN, member);
    }
}

static void of_kin(struct history *h) {
    struct id_list members = intake_members(VIEW(h->query), h->family_id);
    for (size_t i = 0; i < members.n; i++) kin_of(h, members.ids[i]);
}

static void of_moves(struct history *h) {
    struct view *v = VIEW(h->query);
    struct id_list list = intake_of_family(v, &intake_moves_of_family, h->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__move *row = row_get(v, &intake_moves, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        add(h, row->offered, HISTORY_KIND_MOVE, list.ids[i]);
        for (size_t k = 0; k < row->n_answers; k++) add(h, row->answers[k], HISTORY_KIND_MOVE_ANSWERED, list.ids[i]);
    }
}

static void of_notes(struct history *h) {
    struct notes_list all = intake_notes_of(VIEW(h->query), h->family_id, NOTE_KIND_FILE);
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < all.list[i].one->n_said; k++)
            add(h, all.list[i].one->said[k], k ? HISTORY_KIND_NOTE_CORRECTED : HISTORY_KIND_NOTE,
                id_of(all.list[i].one->note_id));
}

static intake__history_kind answer_kind(struct history *h, uint64_t seq) {
    const intake__referral_answer_noted *e = READ_EVENT(h->query, intake__referral_answer_noted, seq, NULL);
    return e && e->personal->corrected ? HISTORY_KIND_ANSWER_CORRECTED : HISTORY_KIND_REFERRAL_ANSWER;
}

static void of_referrals(struct history *h) {
    struct view *v = VIEW(h->query);
    struct id_list list = intake_of_family(v, &intake_consents_of_family, h->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__consent *row = row_get(v, &intake_consents, KEY(KEY_ID(list.ids[i])));
        if (row) add(h, row->recorded, HISTORY_KIND_CONSENT, list.ids[i]);
    }
    list = intake_of_family(v, &intake_referrals_of_family, h->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__referral *row = row_get(v, &intake_referrals, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        add(h, row->opened, HISTORY_KIND_REFERRAL, list.ids[i]);
        for (size_t k = 0; k < row->n_said; k++) add(h, row->said[k], answer_kind(h, row->said[k]), list.ids[i]);
    }
}

/* A merge that was taken back stands in the history of both, with what went over since. */
static void of_undone(struct history *h) {
    struct view *v = VIEW(h->query);
    struct id_list list = intake_of_family(v, &intake_undone_of_family, h->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__undone_match *row = row_get(v, &intake_undone_matches, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        add(h, row->merged, HISTORY_KIND_MATCH, id_of(row->screening_id));
        add(h, row->undone, HISTORY_KIND_MATCH_UNDONE, list.ids[i]);
        for (size_t k = 0; k < row->n_reassigned; k++) add(h, row->reassigned[k], HISTORY_KIND_REASSIGNED, list.ids[i]);
    }
}

static int newest_first(const void *x, const void *y) {
    const struct happened *a = x, *b = y;
    return a->seq < b->seq ? 1 : a->seq > b->seq ? -1 : 0;
}

static intake__history_kind bond_kind(struct history *h, uint64_t seq) {
    const intake__follow_up_noted *e = READ_EVENT(h->query, intake__follow_up_noted, seq, NULL);
    return e && *e->personal->struck_worker ? HISTORY_KIND_KEY_WORKER_STRUCK : HISTORY_KIND_KEY_WORKER;
}

static intake__history_kind turn_kind(struct history *h, uint64_t seq) {
    static const struct {
        const ProtobufCMessageDescriptor *type;
        intake__history_kind kind;
    } turns[] = {{&intake__enrolment_ended__descriptor, HISTORY_KIND_ENROLMENT_ENDED},
                 {&intake__enrolment_reopened__descriptor, HISTORY_KIND_ENROLMENT_REOPENED},
                 {&intake__enrolment_suspended__descriptor, HISTORY_KIND_ENROLMENT_SUSPENDED}};
    struct record r;
    bool known = record_head(VIEW(h->query), seq, &r);
    for (size_t i = 0; known && i < sizeof turns / sizeof *turns; i++)
        if (strcmp(r.type, turns[i].type->name) == 0) return turns[i].kind;
    return HISTORY_KIND_ENROLMENT_RESUMED;
}

static void enrolment_of(struct history *h, const intake_rows__enrolment *row, struct id id) {
    add(h, row->enrolled, HISTORY_KIND_ENROLMENT, id);
    for (size_t i = 0; i < row->n_agreements; i++) add(h, row->agreements[i], HISTORY_KIND_AGREEMENT, id);
    for (size_t i = 0; i < row->n_aids; i++) add(h, row->aids[i], HISTORY_KIND_AID, id);
    for (size_t i = 0; i < row->n_bonds; i++) add(h, row->bonds[i], bond_kind(h, row->bonds[i]), id);
    for (size_t i = 0; i < row->n_turns; i++) add(h, row->turns[i], turn_kind(h, row->turns[i]), id);
}

static void of_enrolments(struct history *h) {
    struct view *v = VIEW(h->query);
    struct id_list members = intake_members(v, h->family_id);
    for (size_t i = 0; i < members.n; i++) {
        const intake_rows__family *family = row_get(v, &intake_families, KEY(KEY_ID(members.ids[i])));
        const intake_rows__enrolment *row = family ? intake_enrolment_row(v, family->personal->enrolment) : NULL;
        if (row) enrolment_of(h, row, id_of(family->personal->enrolment));
    }
}

static void gather(struct history *h) {
    of_screenings(h);
    of_calls(h);
    of_contact(h);
    of_kin(h);
    of_moves(h);
    of_notes(h);
    of_referrals(h);
    of_enrolments(h);
    of_undone(h);
    if (h->n) qsort(h->list, h->n, sizeof *h->list, newest_first);
}

/* ---- shown ---- */

/* What was said is the call's note, and of another class than that there was a call. */
static void show_call(const struct history *h, const struct happened *at, bool words, intake__history_entry *out) {
    const intake__family_call_said *said = intake_call_said(VIEW(h->query), at->seq);
    bool follows = h->seen & SHOWS_FOLLOW_UP;
    if (!said) return;
    if (said->told) out->call = message_copy(arena_of(h->query), &said->told->base);
    if (out->call && !(words && follows)) out->call->note = "";
    if (follows) out->why = said->reason;
}

static void show_contact(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake__contact_changed *e = READ_EVENT(v, intake__contact_changed, at->seq, NULL);
    if (!e) return;
    out->contact = e->personal->contact;
    out->contact_before = e->personal->before;
    out->why_contact = e->personal->reason;
}

static void show_agreement(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake__agreement_recorded *e = READ_EVENT(v, intake__agreement_recorded, at->seq, NULL);
    if (!e) return;
    out->agreement = e->personal->agreement->answer;
    out->why = e->personal->agreement->reason;
}

static void show_aid(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake__aid_recorded *e = READ_EVENT(v, intake__aid_recorded, at->seq, NULL);
    if (e) out->why = e->personal->aid->reason;
}

static intake__kin *kin_seen(const struct history *h, intake__kin *kin) {
    return h->seen & SHOWS_IDENTITY ? kin : intake_kin_without_names(arena_of(h->query), kin);
}

static void show_kin(const struct history *h, const struct happened *at, intake__history_entry *out) {
    const intake__kin_changed *e = READ_EVENT(h->query, intake__kin_changed, at->seq, NULL);
    if (!e) return;
    out->kin_change = e->personal->change;
    out->kin = kin_seen(h, e->personal->kin);
    out->kin_before = kin_seen(h, e->personal->before);
    out->why_answers = e->personal->reason;
}

/* As it was once that had been said. */
static void show_move(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake_rows__move *row = row_get(v, &intake_moves, KEY(KEY_ID(at->thing)));
    if (!row) return;
    size_t n = 0;
    while (n < row->n_answers && row->answers[n] <= at->seq) n++;
    out->move = intake_move_shown(v, at->thing, row, n);
}

static void show_note(struct view *v, const struct happened *at, bool words, intake__history_entry *out) {
    const intake__note_said *said = intake_note_said(v, at->seq, NULL);
    if (!said) return;
    out->why = said->reason;
    if (words && said->words) out->note = said->words->text;
}

static void show_answer(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake__referral_answer_noted *e = READ_EVENT(v, intake__referral_answer_noted, at->seq, NULL);
    if (!e) return;
    out->referral_state = e->personal->state;
    out->first_contact_on = e->personal->first_contact_on;
    out->referral_before = e->personal->before;
    out->first_contact_before = e->personal->first_contact_before;
    out->why_referral = e->personal->correction;
    ProtobufCBinaryData by = e->personal->corrected ? e->personal->corrected_by : e->personal->member_id;
    bool told = *e->personal->told_by && !e->personal->corrected_by.len;
    out->by = told ? e->personal->told_by : member_name(v, id_of(by));
}

/* What scheduling told, by whose act there. */
static void show_bond(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake__follow_up_noted *e = READ_EVENT(v, intake__follow_up_noted, at->seq, NULL);
    if (!e) return;
    out->key_worker = *e->personal->struck_worker ? e->personal->struck_worker : e->personal->key_worker;
    out->key_worker_before = e->personal->key_worker_before;
    out->why = e->personal->bond_reason;
    out->by = member_name(v, id_of(e->personal->member_id));
}

static void show_turn(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake__enrolment_ended *ended = READ_EVENT(v, intake__enrolment_ended, at->seq, NULL);
    const intake__enrolment_reopened *again = READ_EVENT(v, intake__enrolment_reopened, at->seq, NULL);
    const intake__enrolment_suspended *rests = READ_EVENT(v, intake__enrolment_suspended, at->seq, NULL);
    const intake__enrolment_resumed *goes_on = READ_EVENT(v, intake__enrolment_resumed, at->seq, NULL);
    if (ended) out->end_reason = ended->personal->reason;
    if (again) out->end_reason = again->personal->was;
    out->why = ended     ? ended->personal->note
               : again   ? again->personal->reason
               : rests   ? rests->personal->note
               : goes_on ? goes_on->personal->note
                         : "";
}

static void show_screening(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake__route_decided *decided = READ_EVENT(v, intake__route_decided, at->seq, NULL);
    const intake__screening_amended *amended = decided ? NULL : READ_EVENT(v, intake__screening_amended, at->seq, NULL);
    const intake__route_revised *revised = READ_EVENT(v, intake__route_revised, at->seq, NULL);
    if (decided) out->route = decided->personal->route;
    if (revised) {
        out->route = revised->personal->to;
        out->route_before = revised->personal->from;
        out->why_decision = revised->personal->reason;
    }
    if (amended) out->why_answers = amended->personal->reason;
}

static void show_match(struct view *v, const struct happened *at, intake__history_entry *out) {
    const intake__match_undone *undone = READ_EVENT(v, intake__match_undone, at->seq, NULL);
    const intake__thing_reassigned *over = undone ? NULL : READ_EVENT(v, intake__thing_reassigned, at->seq, NULL);
    if (over) out->thing = over->thing;
    out->why_match = undone ? undone->personal->reason : over ? over->personal->reason : "";
}

static intake__history_entry *shown(const struct history *h, const struct happened *at, bool words) {
    struct query *q = h->query;
    intake__history_entry *out = NEW(arena_of(q), intake__history_entry);
    struct record r;
    out->kind = at->kind;
    out->thing = id_field(arena_of(q), at->thing);
    if (record_head(VIEW(q), at->seq, &r)) {
        out->at = civil_instant(arena_of(q), r.at_ms);
        out->by = member_name(VIEW(q), r.actor);
    }
    if (at->kind == HISTORY_KIND_AID)
        show_aid(VIEW(q), at, out);
    else if (at->kind == HISTORY_KIND_AGREEMENT)
        show_agreement(VIEW(q), at, out);
    else if (at->kind == HISTORY_KIND_CONTACT)
        show_contact(VIEW(q), at, out);
    else if (class_of(at->kind) == SHOWS_CONTACT)
        show_call(h, at, words, out);
    if (at->kind == HISTORY_KIND_KIN || at->kind == HISTORY_KIND_BIRTH) show_kin(h, at, out);
    if (at->kind == HISTORY_KIND_MOVE || at->kind == HISTORY_KIND_MOVE_ANSWERED) show_move(VIEW(q), at, out);
    if (at->kind == HISTORY_KIND_NOTE || at->kind == HISTORY_KIND_NOTE_CORRECTED) show_note(VIEW(q), at, words, out);
    if (at->kind == HISTORY_KIND_REFERRAL_ANSWER || at->kind == HISTORY_KIND_ANSWER_CORRECTED)
        show_answer(VIEW(q), at, out);
    if (at->kind == HISTORY_KIND_KEY_WORKER || at->kind == HISTORY_KIND_KEY_WORKER_STRUCK) show_bond(VIEW(q), at, out);
    if (at->kind >= HISTORY_KIND_ENROLMENT_ENDED && at->kind <= HISTORY_KIND_ENROLMENT_RESUMED)
        show_turn(VIEW(q), at, out);
    if (at->kind == HISTORY_KIND_MATCH_UNDONE || at->kind == HISTORY_KIND_REASSIGNED) show_match(VIEW(q), at, out);
    if (at->kind == HISTORY_KIND_DECISION || at->kind == HISTORY_KIND_CORRECTION) show_screening(VIEW(q), at, out);
    return out;
}

/* `before` is the number of the last entry of the page before: what was written since stands before the list. */
int intake_list_history(struct query *q, const intake__list_history_request *in, intake__list_history_reply *out) {
    const intake_rows__family *family = intake_family_row(VIEW(q), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    query_shows(q, id_of(in->family_id));
    struct history h = {.query = q, .family_id = in->family_id};
    h.seen = intake_sees(VIEW(q), query_principal(q), family->clsc_code, in->family_id, SHOWS_ALL);
    gather(&h);
    size_t limit = in->limit ? in->limit : PAGE;
    for (size_t i = 0; i < h.n; i++) {
        if (in->before && h.list[i].seq >= in->before) continue;
        if (out->n_entries == limit || (out->n_entries && query_time_is_up(q))) {
            out->next = h.list[i - 1].seq;
            break;
        }
        APPEND(arena_of(q), out, entries, shown(&h, &h.list[i], in->words));
    }
    return 0;
}
