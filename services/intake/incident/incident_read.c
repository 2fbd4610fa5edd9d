/* The register of incidents, and one with its history. */
#include "civil/civil.h"
#include "intake/domain/incident.h"
#include "intake/incident/incident.h"

enum { PAGE = 50, PAGE_MAX = 200 };

/* The machine has no name: what another daemon told opened it. */
static const char *by_whom(struct query *q, const struct record *r, intake__incident_source source) {
    return source == INCIDENT_SOURCE_PARTNER ? "" : member_name(VIEW(q), r->actor);
}

static sippe__date *kept_until(struct arena *a, const intake__incident_facts *f) {
    day known = f ? civil_day(f->known_on) : DAY_NONE;
    day last = known == DAY_NONE ? DAY_NONE : intake_incident_kept_until(known);
    return last == DAY_NONE ? NULL : civil_date(a, last);
}

static intake__incident_assessment *assessment_of(struct view *v, const intake_rows__incident *row) {
    uint64_t seq = row->personal->assessed;
    const intake__incident_changed *e = seq ? READ_EVENT(v, intake__incident_changed, seq, NULL) : NULL;
    return e ? e->personal->assessment : NULL;
}

/* Whose it is, as she is now; of one who was erased the id alone. */
static void show_family(struct query *q, const intake_rows__incident *row, intake__incident_summary *out) {
    ProtobufCBinaryData family_id = row->family_id;
    if (!family_id.len) return;
    const intake_rows__family *family = intake_family_now(VIEW(q), &family_id);
    out->family_id = family_id;
    if (!family) return;
    out->family_number = family->personal->number;
    query_shows(q, id_of(family_id));
}

static intake__incident_summary *summary(struct query *q, struct id id, const intake_rows__incident *row) {
    struct arena *a = arena_of(q);
    struct record r;
    const intake__incident_opened *e = READ_EVENT(q, intake__incident_opened, row->opened, &r);
    intake__incident_summary *out = NEW(a, intake__incident_summary);
    out->incident_id = id_field(a, id);
    out->version = row->version;
    out->state = row->state;
    out->referral_id = row->referral_id;
    out->facts = (intake__incident_facts *)intake_incident_facts(VIEW(q), row);
    out->assessment = assessment_of(VIEW(q), row);
    out->kept_until = kept_until(a, out->facts);
    if (row->state == INCIDENT_STATE_OPEN) out->act_by = row->act_by;
    show_family(q, row, out);
    if (!e) return out;
    out->source = e->personal->source;
    out->opened_at = civil_instant(a, r.at_ms);
    out->opened_by = by_whom(q, &r, e->personal->source);
    return out;
}

static void show_opening(struct query *q, const intake_rows__incident *row, intake__get_incident_reply *out) {
    struct record r;
    const intake__incident_opened *e = READ_EVENT(q, intake__incident_opened, row->opened, &r);
    if (!e) return;
    intake__incident_step *step = NEW(arena_of(q), intake__incident_step);
    step->at = civil_instant(arena_of(q), r.at_ms);
    step->by = by_whom(q, &r, e->personal->source);
    step->state = INCIDENT_STATE_OPEN;
    step->facts = e->personal->facts;
    APPEND(arena_of(q), out, steps, step);
}

static void show_change(struct query *q, uint64_t seq, intake__get_incident_reply *out) {
    struct record r;
    const intake__incident_changed *e = READ_EVENT(q, intake__incident_changed, seq, &r);
    if (!e) return;
    intake__incident_step *step = NEW(arena_of(q), intake__incident_step);
    step->at = civil_instant(arena_of(q), r.at_ms);
    step->by = member_name(VIEW(q), r.actor);
    step->state = e->state;
    step->facts = e->personal->facts;
    step->assessment = e->personal->assessment;
    step->notice = e->personal->notice;
    step->measure = e->personal->measure;
    step->reason = e->personal->reason;
    APPEND(arena_of(q), out, steps, step);
}

int intake_get_incident(struct query *q, const intake__get_incident_request *in, intake__get_incident_reply *out) {
    const intake_rows__incident *row = intake_incident_row(VIEW(q), in->incident_id);
    if (!row) return REASON_NOT_FOUND;
    out->summary = summary(q, id_of(in->incident_id), row);
    show_opening(q, row, out);
    for (size_t i = 0; i < row->n_changed; i++) show_change(q, row->changed[i], out);
    return 0;
}

static void list_of_family(struct query *q, const intake__list_incidents_request *in,
                           intake__list_incidents_reply *out) {
    struct id_list list = intake_of_family(VIEW(q), &intake_incidents_of_family, in->family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__incident *row = row_get(VIEW(q), &intake_incidents, KEY(KEY_ID(list.ids[i])));
        if (row) APPEND(arena_of(q), out, incidents, summary(q, list.ids[i], row));
    }
}

/* Keys are (open ones only?, the newest first, incident). `next` is where the page after begins. */
int intake_list_incidents(struct query *q, const intake__list_incidents_request *in,
                          intake__list_incidents_reply *out) {
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->after.len > KEY_MAX) return REASON_ID_INVALID;
    if (in->family_id.len) return list_of_family(q, in, out), 0;
    uint32_t limit = in->limit ? in->limit : PAGE;
    struct key key, from = in->after.len ? key_from(span_pb(in->after)) : KEY_EMPTY;
    struct row_scan *s =
        row_scan(VIEW(q), &intake_incidents_in_order, KEY(KEY_U8(!in->closed_too)), in->after.len ? &from : NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, (size_t)key.len - ID_LEN);
        const intake_rows__incident *row = row_get(VIEW(q), &intake_incidents, KEY(KEY_ID(id)));
        if (!row) continue;
        if (out->n_incidents == limit || (out->n_incidents && query_time_is_up(q))) {
            out->next = pb_of(arena_span(arena_of(q), key_span(&key)));
            row_scan_end(s);
            return 0;
        }
        APPEND(arena_of(q), out, incidents, summary(q, id, row));
    }
    return 0;
}
