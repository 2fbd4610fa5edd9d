/* Reading calls: what would be proposed, one call whole, a page of them. */
#include <string.h>
#include "intake/access/access.h"
#include "intake/domain/screening/corrected.h"
#include "intake/domain/screening/normal.h"
#include "intake/domain/screening/third_party.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/proposal/proposal.h"
#include "intake/domain/screening/screening_check.h"
#include "intake/call/deciding.h"
#include "intake/call/known.h"
#include "intake/call/match.h"
#include "intake/call/proposing.h"
#include "intake/call/urgent.h"
#include "intake/family/shown.h"
#include "intake/notes/notes.h"
#include "intake/reach/reach.h"
#include "intake/rows.h"

enum { PAGE = 50, PAGE_MAX = 200 };

/* What is wrong is the answer here and no refusal, so that a form can be shown with all of it. Only as submitted is it
 * asked whose CLSC it is: a nurse who tries answers may not have one yet. */
/* As SubmitScreening would keep it. */
static void leave_out(struct arena *a, intake__screening *s, intake__preview_route_reply *out) {
    if (!intake_told_by_third_party(s)) return;
    struct left_out left = intake_third_party_strip(a, s);
    intake_third_party_not_known(a, s);
    out->left_out = left.paths;
    out->n_left_out = left.n_paths;
}

int intake_preview_route(struct query *q, const intake__preview_route_request *in, intake__preview_route_reply *out) {
    struct arena *a = arena_of(q);
    struct rules_used used;
    if (!in->screening) return REASON_FIELD_REQUIRED;
    day today = query_today(q);
    const sippe__territory *t = rules_on(VIEW(q), today, &used);
    if (!t) return REASON_TERRITORY_MISSING;
    intake__screening *s = intake_screening_normal(a, in->screening);
    leave_out(a, s, out);
    intake_clsc_mend(t, s);
    enum screening_mode mode = in->as_submitted ? SCREENING_SUBMIT : SCREENING_PREVIEW;
    struct screening_checked checked = intake_screening_check(a, s, t, query_now_ms(q), mode);
    for (size_t i = 0; i < checked.wrong.n; i++)
        APPEND(a, out, violations, finding_violation(a, "screening.", &checked.wrong.list[i]));
    if (checked.wrong.n) return 0;
    if (in->as_submitted && !principal_reaches(query_principal(q), s->call->clsc_code)) return REASON_CLSC_NOT_YOURS;
    struct id id;
    const intake_rows__screening *known =
        in->as_submitted ? intake_call_find(VIEW(q), query_principal(q), s, &id) : NULL;
    if (known && !intake_call_same(VIEW(q), known, s)) return REASON_CALL_KNOWN;
    out->clsc_code = s->call ? s->call->clsc_code : "";
    const struct rules_of_day rules = {t, &used};
    day call_day = intake_call_day(s, t, query_now_ms(q));
    out->proposal = intake_proposal_of_call(VIEW(q), s, &rules, call_day);
    out->today = intake_proposal_otherwise(a, s, out->proposal, &rules, call_day);
    return 0;
}

/* ---- one ---- */

static void list_decisions(struct query *q, const intake_rows__screening *row, intake__get_screening_reply *out) {
    if (row->decided) out->decision = intake_decision_shown(VIEW(q), row->decided);
    for (size_t i = 0; i < row->n_decisions; i++) {
        intake__decision *one = intake_decision_shown(VIEW(q), row->decisions[i]);
        if (one) APPEND(arena_of(q), out, decisions, one);
    }
}

/* A family of another CLSC is shown by its number alone; one that was merged since, as the one it became; of one that
 * was erased since, that it was: the record would still tell her number. */
static intake__match *match_shown(struct query *q, const intake__match *m) {
    struct arena *a = arena_of(q);
    ProtobufCBinaryData id = m->family_id;
    const intake_rows__family *family = intake_family_now(VIEW(q), &id);
    intake__match *out = NEW(a, intake__match);
    out->erased = !family;
    out->family_number = family ? family->personal->number : "";
    if (family && intake_sees(VIEW(q), query_principal(q), family->clsc_code, id, SHOWS_IDENTITY)) out->family_id = id;
    for (size_t i = 0; i < m->n_reasons; i++) APPEND(a, out, reasons, m->reasons[i]);
    return out;
}

/* Each beside the answers that it found, which are those of the call or of the correction before it. */
static void list_corrections(struct query *q, const intake_rows__screening *row, intake__get_screening_reply *out) {
    struct arena *a = arena_of(q);
    const intake__screening_submitted *first =
        row->n_corrections ? READ_EVENT(q, intake__screening_submitted, row->submitted, NULL) : NULL;
    const intake__screening *before = first ? first->personal->screening : NULL;
    for (size_t i = 0; i < row->n_corrections; i++) {
        struct record r;
        const intake__screening_amended *e = READ_EVENT(q, intake__screening_amended, row->corrections[i], &r);
        if (!e) continue;
        intake__correction *one = NEW(a, intake__correction);
        one->at = civil_instant(a, r.at_ms);
        one->by = member_name(VIEW(q), r.actor);
        one->reason = e->personal->reason;
        struct corrected what = intake_screening_corrected(a, before, e->personal->screening);
        one->before = what.before;
        one->after = what.after;
        one->changed = what.paths;
        one->n_changed = what.n_paths;
        before = e->personal->screening;
        APPEND(a, out, corrections, one);
    }
}

enum { CALLS_SHOWN = 30 };

static void list_calls(struct query *q, struct id id, const intake_rows__screening *row, const sippe__territory *t,
                       intake__get_screening_reply *out) {
    struct call_summaries last = intake_calls_last(VIEW(q), row->family_id, id, CALLS_SHOWN);
    for (size_t i = last.n_calls; i > 0; i--) APPEND(arena_of(q), out, calls, last.calls[i - 1]);
    out->attempts = intake_calls_attempts(VIEW(q), row->family_id, id);
    struct unanswered so_far = intake_calls_unanswered(VIEW(q), row->family_id);
    out->unanswered = so_far.n;
    out->unanswered_letters = so_far.letters;
    out->propose_unreachable = intake_call_proposes_unreachable(t, so_far.n);
    out->by_letter = out->propose_unreachable && intake_letter_comes_first(VIEW(q), row->family_id, so_far);
}

/* Under the rules of today. What the check now finds wrong is left unsaid: the answers were kept under the limits of
 * their day, and a query is no place to refuse them. */
static void list_marked(struct query *q, const intake__screening *answers, const sippe__territory *t,
                        intake__get_screening_reply *out) {
    struct arena *a = arena_of(q);
    if (!answers || !t) return;
    struct screening_checked checked = intake_screening_check(a, answers, t, query_now_ms(q), SCREENING_SUBMIT);
    for (size_t i = 0; i < checked.n_marked; i++) APPEND(a, out, marked, checked.marked[i]);
}

/* Of an open call: what is decided names the rules that it was decided by. One whose start week has come is judged by
 * today's anyway. */
static intake__proposal *otherwise(struct query *q, const intake_rows__screening *row, const intake__screening *answers,
                                   const intake__proposal *p, const struct rules_of_day *today) {
    if (!today->t || !answers || row->personal->state == SCREENING_STATE_DECIDED) return NULL;
    if (p->rules && id_is(p->rules->version, today->used->version)) return NULL;
    day call_day = intake_call_day(answers, today->t, query_now_ms(q));
    return intake_proposal_otherwise(arena_of(q), answers, p, today, call_day);
}

static void list_urgents(struct query *q, const intake_rows__screening *call, struct id screening,
                         intake__get_screening_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_urgents_of_family, call->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__urgent *row = row_get(VIEW(q), &intake_urgents, KEY(KEY_ID(list.ids[i])));
        if (!row || !id_is(row->screening_id, screening)) continue;
        APPEND(arena_of(q), out, urgent, intake_urgent_shown(q, list.ids[i], row));
    }
}

/* That there is one, and to whoever may read it. */
static bool has_safety_note(struct query *q, const intake_rows__screening *row) {
    return intake_sees(VIEW(q), query_principal(q), row->clsc_code, row->family_id, SHOWS_SAFETY) &&
           intake_notes_count(VIEW(q), row->family_id, NOTE_KIND_SAFETY) > 0;
}

int intake_get_screening(struct query *q, const intake__get_screening_request *in, intake__get_screening_reply *out) {
    struct arena *a = arena_of(q);
    struct rules_used used;
    const intake_rows__screening *row = intake_screening_row(VIEW(q), in->screening_id);
    if (!row) return REASON_NOT_FOUND;
    query_shows(q, id_of(row->family_id));
    day today = query_today(q);
    const sippe__territory *t = rules_on(VIEW(q), today, &used);
    const struct last_word last = intake_last_word(VIEW(q), row);
    const intake__proposal *p = intake_proposal_today(VIEW(q), row, t, &used, today);
    out->summary = intake_screening_summary(q, id_of(in->screening_id), row);
    if (last.answers) out->screening = message_copy(a, &last.answers->base);
    if (p) {
        out->proposal = message_copy(a, &p->base);
        out->summary->proposed_route = p->route;
        out->today = otherwise(q, row, last.answers, p, &(struct rules_of_day){t, &used});
    }
    list_decisions(q, row, out);
    struct matches seen = intake_matches_seen(VIEW(q), query_principal(q), last.matches);
    for (size_t i = 0; i < seen.n_matches; i++) APPEND(a, out, matches, match_shown(q, seen.matches[i]));
    list_corrections(q, row, out);
    list_calls(q, id_of(in->screening_id), row, t, out);
    list_marked(q, last.answers, t, out);
    list_urgents(q, row, id_of(in->screening_id), out);
    out->safety_note = has_safety_note(q, row);
    return 0;
}

/* ---- many ---- */

/* Who she is, by her number, and what was decided. */
static bool is_listed(struct query *q, const intake_rows__screening *row) {
    unsigned needs = SHOWS_IDENTITY | SHOWS_DECISIONS;
    return intake_sees(VIEW(q), query_principal(q), row->clsc_code, row->family_id, needs) == needs;
}

static void list_screening(struct query *q, struct id id, const intake_rows__screening *row,
                           intake__list_screenings_reply *out) {
    query_shows(q, id_of(row->family_id));
    APPEND(arena_of(q), out, screenings, intake_screening_summary(q, id, row));
}

/* Of one number, which few calls bear: all of them, a page at most. */
static int list_by_reference(struct query *q, const char *reference, intake__list_screenings_reply *out) {
    struct id hash;
    struct key key;
    if (!intake_hash_reference(VIEW(q), reference, &hash)) return 0;
    const char *scope = intake_scope(query_principal(q));
    struct row_scan *s = row_scan(VIEW(q), &intake_screenings_by_hash, intake_lookup_key(scope, hash), NULL);
    for (size_t n = 0; n < PAGE_MAX && row_next(s, &key, NULL); n++) {
        struct id id = intake_lookup_said(&key);
        const intake_rows__screening *row = row_get(VIEW(q), &intake_screenings, KEY(KEY_ID(id)));
        if (row && is_listed(q, row)) list_screening(q, id, row, out);
    }
    row_scan_end(s);
    return 0;
}

/* `next` is the key at which the next page begins. It comes back from outside, so it must lie in the caller's own list;
 * a call that has left the list meanwhile moves no page. */
int intake_list_screenings(struct query *q, const intake__list_screenings_request *in,
                           intake__list_screenings_reply *out) {
    struct arena *a = arena_of(q);
    const char *scope = intake_scope(query_principal(q));
    struct key prefix = KEY(KEY_TEXT(scope), KEY_U8((uint64_t)in->state)), from = {0}, key;
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (*in->local_reference) return list_by_reference(q, in->local_reference, out);
    if (in->after.len) {
        if (in->after.len > KEY_MAX || in->after.len < prefix.len ||
            memcmp(in->after.data, prefix.bytes, prefix.len) != 0)
            return REASON_ID_INVALID;
        from = key_from(span_pb(in->after));
    }
    uint32_t limit = in->limit ? in->limit : PAGE;
    struct row_scan *s = row_scan(VIEW(q), &intake_screenings_in_order, prefix, in->after.len ? &from : NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, (size_t)prefix.len + 8);
        const intake_rows__screening *row = row_get(VIEW(q), &intake_screenings, KEY(KEY_ID(id)));
        if (!row || !is_listed(q, row)) continue;
        if (out->n_screenings == limit || (out->n_screenings && query_time_is_up(q))) { /* the next page's first */
            out->next = pb_of(arena_span(a, key_span(&key)));
            break;
        }
        list_screening(q, id, row, out);
    }
    row_scan_end(s);
    return 0;
}
