/* An item of the worklist as a person sees it. */
#include "intake/access/access.h"
#include "intake/call/urgent.h"
#include "intake/contact/contact.h"
#include "intake/family/named.h"
#include "intake/reach/promise.h"
#include "intake/reach/reach.h"
#include "intake/referral/consent.h"
#include "civil/civil.h"
#include "intake/work/taken.h"

/* No number where she said how she wishes to be reached, and not by telephone. */
static void show_contact(const intake__contact_details *c, sippe__work_item *item) {
    const intake__contact_number *first = intake_contact_first(c);
    const sippe__language *spoken = intake_contact_spoken(c);
    if (!c) return;
    if (first && !intake_contact_is_unwanted(c, CONTACT_CHANNEL_PHONE)) {
        item->phone = first->number;
        item->phone_extension = first->extension;
    }
    item->safe_to_leave_message = intake_contact_voice_mail(c);
    item->safe_contact_hours = c->safe_contact_hours;
    item->interpreter = c->interpreter_needed == YES_NO_YES;
    item->language = (sippe__language *)spoken;
}

static void show_key_worker(struct view *v, const struct id_list *members, sippe__work_item *item) {
    ProtobufCBinaryData id = {0};
    const intake_rows__enrolment *row = intake_members_enrolment(v, members, &id);
    if (row && row->state != ENROLMENT_STATE_ENDED) item->key_worker = intake_followed_row(v, id)->personal->key_worker;
}

/* Of nearly all families one call says who she is and how she is reached. Its answers are handed on, as to open them is
 * half of what an item costs. */
static const intake__contact_details *contact_of(struct view *v, ProtobufCBinaryData family_id,
                                                 const intake_rows__family *family, const struct id_list *members,
                                                 const intake__screening *answers) {
    bool one_call = members->n == 1 && family->screening.len && answers;
    if (!one_call) return intake_family_contact(v, family_id);
    return intake_contact_after(v, family_id,
                                &(struct corrected_call){.screening_id = family->screening, .answers = answers});
}

static void show_person(struct query *q, const intake_rows__work *row, const intake_rows__family *family, unsigned seen,
                        sippe__work_item *item) {
    struct view *v = VIEW(q);
    struct id_list members = intake_members(v, row->family_id);
    const intake__screening *s = intake_members_answers(v, &members);
    item->family_number = family->personal->number;
    item->name = intake_family_named(v, row->family_id, s).name;
    if (seen & SHOWS_CONTACT) show_contact(contact_of(v, row->family_id, family, &members, s), item);
    if (seen & SHOWS_FOLLOW_UP) show_key_worker(v, &members, item);
}

static void show_opening(struct query *q, struct id opening, sippe__work_item *item) {
    const intake_rows__opening *row = row_get(VIEW(q), &intake_openings, KEY(KEY_ID(opening)));
    const intake__file_opened *e = row ? READ_EVENT(q, intake__file_opened, row->opened, NULL) : NULL;
    if (!e || !e->personal->opened) return;
    item->opened_by = member_name(VIEW(q), id_of(e->personal->opened->member_id));
    item->opened_reason = e->personal->reason;
}

/* Which need it is, and the hour: people act on these, and the day alone says neither. */
static void show_hour(struct query *q, struct id thing, sippe__work_item *item) {
    if (item->kind == WORK_KIND_URGENT_NEED) {
        const intake_rows__urgent *row = row_get(VIEW(q), &intake_urgents, KEY(KEY_ID(thing)));
        const intake__urgent_need *need = row ? intake_urgent_shown(q, thing, row) : NULL;
        if (!need) return;
        item->urgent = need->need;
        item->due_at = need->due_at;
        item->next_day = need->next_day;
    } else if (item->kind == WORK_KIND_ACCESS) {
        const intake_rows__access_clock *row = row_get(VIEW(q), &intake_access_clocks, KEY(KEY_ID(thing)));
        if (row) item->due_at = row->personal->due_at;
    }
}

static void show_consent(struct query *q, struct id consent, sippe__work_item *item) {
    const intake_rows__consent *row = row_get(VIEW(q), &intake_consents, KEY(KEY_ID(consent)));
    if (row) item->ask_consent = intake_consent_asked(VIEW(q), consent, row);
}

static void show_agreement(struct query *q, struct id enrolment, sippe__work_item *item) {
    const intake_rows__enrolment *row = row_get(VIEW(q), &intake_enrolments, KEY(KEY_ID(enrolment)));
    if (row) item->agreement = row->personal->agreement;
}

/* Of what is about calling her: how it went last time; of what a call asks, that call. */
static bool is_about_calling(sippe__work_kind kind) {
    return kind == WORK_KIND_CALL_BACK || kind == WORK_KIND_START_WEEK || kind == WORK_KIND_DECIDE_ROUTE ||
           kind == WORK_KIND_ASK_NUMBER || kind == WORK_KIND_ASK_STOP || kind == WORK_KIND_LETTER;
}

static void show_calls(struct query *q, struct id thing, const intake_rows__work *row, sippe__work_item *item) {
    struct view *v = VIEW(q);
    const intake_rows__family_call *asks = row_get(v, &intake_family_calls, KEY(KEY_ID(thing)));
    struct call_summaries last =
        asks ? (struct call_summaries){0} : intake_calls_last(v, row->family_id, (struct id){{0}}, 1);
    item->last_call = asks ? intake_call_summary(v, thing, asks) : last.n_calls ? last.calls[0] : NULL;
    if (!item->last_call) return;
    struct unanswered so_far = intake_calls_unanswered(v, row->family_id);
    item->unanswered = so_far.n;
    item->unanswered_letters = so_far.letters;
    item->propose_unreachable = intake_call_proposes_unreachable(rules_on(v, query_today(q), NULL), so_far.n);
    item->by_letter = item->propose_unreachable && intake_letter_comes_first(v, row->family_id, so_far);
}

/* Whoever may not see how she is reached hears no more than that it is due today. */
static void show_outdated(struct query *q, struct id thing, const intake_rows__work *row, sippe__work_item *item) {
    struct view *v = VIEW(q);
    if (intake_sees(v, query_principal(q), row->clsc_code, row->family_id, SHOWS_CONTACT))
        item->outdated = intake_promise_outdated(v, thing);
}

static void show_taken(struct query *q, const intake_rows__work__item *of, sippe__work_item *item) {
    int64_t until = intake_taken_until_ms(of, query_now_ms(q));
    if (!until) return;
    item->taken_by = member_name(VIEW(q), id_of(of->taken_by));
    item->taken_until = civil_instant(arena_of(q), until);
    item->yours = id_is(of->taken_by, query_principal(q)->id);
}

/* On its day an item is still in time, but for a referral that notifications called late: that is late at once. */
static sippe__work_item *item_shown(struct query *q, struct id thing, const intake_rows__work *row,
                                    const intake_rows__work__item *of, bool partners_turn) {
    struct arena *a = arena_of(q);
    day due = civil_day(of->due_on), today = query_today(q);
    bool late = due != DAY_NONE && due < today;
    if (of->silent && !late && !partners_turn) return NULL;
    const intake_rows__family *family = intake_family_row(VIEW(q), row->family_id);
    sippe__work_item *item = NEW(a, sippe__work_item);
    item->kind = of->kind;
    item->thing = id_field(a, thing);
    item->family_id = row->family_id;
    item->role = of->role;
    item->clsc_code = row->clsc_code;
    item->since = civil_instant(a, of->since_ms);
    item->due_on = of->due_on;
    item->overdue = late || (of->kind == WORK_KIND_REFERRAL_OVERDUE && !of->silent);
    item->days_late = late ? today - due : 0;
    item->not_yet = of->waits && due != DAY_NONE && due > today;
    item->partners_turn = of->silent && !late && of->kind == WORK_KIND_REFERRAL_OVERDUE;
    item->priority = of->rank < WORK_RANK_USUAL ? of->rank : 0;
    show_taken(q, of, item);
    unsigned seen = family ? intake_sees(VIEW(q), query_principal(q), row->clsc_code, row->family_id,
                                         SHOWS_CONTACT | SHOWS_FOLLOW_UP)
                           : 0;
    if (family) show_person(q, row, family, seen, item);
    if ((seen & SHOWS_CONTACT) && is_about_calling(of->kind)) show_calls(q, thing, row, item);
    if (of->kind == WORK_KIND_LETTER || of->kind == WORK_KIND_OLO_START) show_outdated(q, thing, row, item);
    if (of->kind == WORK_KIND_FILE_OPENED) show_opening(q, thing, item);
    if (of->kind == WORK_KIND_AGREEMENT) show_agreement(q, thing, item);
    if (of->kind == WORK_KIND_CONSENT_EXPIRES) show_consent(q, thing, item);
    show_hour(q, thing, item);
    return item;
}

sippe__work_item *intake_work_item(struct query *q, struct id thing, sippe__work_kind kind, bool partners_turn) {
    const intake_rows__work *row = intake_work_row(VIEW(q), thing);
    const intake_rows__work__item *item = intake_work_find(row, kind);
    return item ? item_shown(q, thing, row, item, partners_turn) : NULL;
}

/* In the order of their kinds. */
void intake_work_list_thing(struct query *q, struct id thing, struct work_items *out) {
    const intake_rows__work *row = intake_work_row(VIEW(q), thing);
    const ProtobufCEnumDescriptor *kinds = &sippe__work_kind__descriptor; /* sorted by number */
    for (unsigned k = 0; row && k < kinds->n_values; k++) {
        const intake_rows__work__item *of = intake_work_find(row, (sippe__work_kind)kinds->values[k].value);
        bool seen = of && intake_work_is_seen(q, of->kind, thing, row->clsc_code, id_of(row->family_id));
        sippe__work_item *item = seen ? item_shown(q, thing, row, of, false) : NULL;
        if (item) APPEND(arena_of(q), out, items, item);
    }
}
