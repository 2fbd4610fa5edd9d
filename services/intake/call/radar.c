/* Pregnancies that may pass by: dated, and not decided or not enrolled yet, by the days that are left. Found in an
 * index over the due dates, so that it costs the same however many calls there are. */
#include <string.h>
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/contact/contact.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/family/shown.h"
#include "intake/family/named.h"
#include "intake/rows.h"

/* Who was not reached in time is still shown for four weeks: something has gone wrong. */
enum { PAGE = 50, PAGE_MAX = 200, LOOK_MAX = 2000 };
enum { PAST_DAYS = 28, DAYS_USUAL = 56, DAYS_MAX = 280, WEEK_USUAL = 20 };

static bool is_open(const intake_rows__screening__personal *p) {
    if (p->state != SCREENING_STATE_DECIDED) return true;
    return (p->route == ROUTE_SIPPE || p->route == ROUTE_WAITLIST) && !p->enrolled;
}

void intake_screenings_by_due_keys(const intake_rows__screening *r, struct keys *out) {
    day due = civil_day(r->personal->due_date);
    if (due == DAY_NONE || !is_open(r->personal)) return;
    keys_add(out, KEY(KEY_TEXT(""), KEY_I64(due)));
    keys_add(out, KEY(KEY_TEXT(r->clsc_code), KEY_I64(due)));
}

struct radar {
    struct query *q;
    const intake__list_radar_request *in;
    day today;
    int start_week, reach_by; /* completed weeks */
};

static day week_start(day due, int week) { return due - PREGNANCY_DAYS + 7 * week; }

static void show_person(struct radar *r, const intake_rows__screening *row, const intake_rows__family *family,
                        intake__radar_item *item) {
    struct view *v = VIEW(r->q);
    const intake__screening *s = intake_family_answers(v, item->family_id);
    item->family_number = family->personal->number;
    item->name = intake_family_named(v, item->family_id, s).name;
    if (!intake_sees(v, query_principal(r->q), row->clsc_code, row->family_id, SHOWS_CONTACT)) return;
    const intake__contact_details *c = intake_family_contact(v, row->family_id);
    const intake__contact_number *first = intake_contact_first(c);
    if (first) item->phone = first->number;
    item->safe_to_leave_message = intake_contact_voice_mail(c);
}

/* NULL: not for her, or overtaken: only a family's latest call dates her. */
static intake__radar_item *item_of(struct radar *r, struct id id, day due) {
    enum { NEEDS = SHOWS_IDENTITY | SHOWS_ANSWERS | SHOWS_DECISIONS };
    struct view *v = VIEW(r->q);
    const intake_rows__screening *row = row_get(v, &intake_screenings, KEY(KEY_ID(id)));
    ProtobufCBinaryData now = row ? row->family_id : (ProtobufCBinaryData){0};
    const intake_rows__family *family = row ? intake_family_now(v, &now) : NULL;
    if (!family || !id_is(intake_latest_call(v, now), id) || intake_live_enrolment(v, now)) return NULL;
    if (*r->in->clsc_code && strcmp(r->in->clsc_code, row->clsc_code) != 0) return NULL;
    if (intake_sees(v, query_principal(r->q), row->clsc_code, row->family_id, NEEDS) != NEEDS) return NULL;
    intake__radar_item *item = NEW(arena_of(r->q), intake__radar_item);
    item->screening_id = id_field(arena_of(r->q), id);
    item->family_id = now;
    item->clsc_code = row->clsc_code;
    item->state = row->personal->state;
    item->decided_route = row->personal->route;
    item->gestational_age_days = PREGNANCY_DAYS - (due - r->today);
    item->days_to_start = week_start(due, r->start_week) - r->today;
    item->days_left = week_start(due, r->reach_by) - r->today;
    show_person(r, row, family, item);
    return item;
}

static int begin(struct query *q, const intake__list_radar_request *in, struct radar *out) {
    *out = (struct radar){.q = q, .in = in, .today = query_today(q), .reach_by = WEEK_USUAL};
    if (in->limit > PAGE_MAX || in->days < 0 || in->days > DAYS_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->after.len > KEY_MAX) return REASON_ID_INVALID;
    const sippe__territory *t = rules_on(VIEW(q), out->today, NULL);
    if (!t || !t->admission) return 0;
    out->start_week = t->admission->start_week;
    if (t->admission->reach_by_week) out->reach_by = t->admission->reach_by_week;
    return 0;
}

/* `next` is the last key that was looked at; what lies in another's list is before or behind all of this one. */
int intake_list_radar(struct query *q, const intake__list_radar_request *in, intake__list_radar_reply *out) {
    struct radar r;
    int reason = begin(q, in, &r);
    if (reason) return reason;
    const char *scope = intake_scope(query_principal(q));
    day first_due = r.today - PAST_DAYS + PREGNANCY_DAYS - 7 * r.reach_by, due;
    struct key prefix = KEY(KEY_TEXT(scope)), from = KEY(KEY_TEXT(scope), KEY_I64(first_due)), key, last = KEY_EMPTY;
    struct key after = in->after.len ? key_from(span_pb(in->after)) : KEY_EMPTY;
    uint32_t limit = in->limit ? in->limit : PAGE, looked = 0;
    struct row_scan *s =
        row_scan(VIEW(q), &intake_screenings_by_due, prefix, key_order(&after, &from) > 0 ? &after : &from);
    while (row_next(s, &key, NULL)) {
        due = (day)key_i64_at(&key, strlen(scope) + 1);
        bool over = week_start(due, r.reach_by) - r.today > (in->days ? in->days : DAYS_USUAL);
        if (over || out->n_items == limit || looked == LOOK_MAX || (looked && query_time_is_up(q))) {
            if (!over) out->next = pb_of(arena_span(arena_of(q), key_span(&last)));
            row_scan_end(s);
            break;
        }
        if (in->after.len && key_order(&key, &after) == 0) continue;
        last = key;
        looked++;
        intake__radar_item *item = item_of(&r, key_id_at(&key, strlen(scope) + 9), due);
        if (!item) continue;
        APPEND(arena_of(q), out, items, item);
        query_shows(q, id_of(item->family_id));
    }
    out->start_week = r.start_week;
    out->reach_by_week = r.reach_by;
    return 0;
}
