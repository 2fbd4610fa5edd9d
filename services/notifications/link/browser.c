/* How a browser becomes known to an organisation, and is known no more.
 *
 *   the end of the sheet's code ─┐
 *                                ├─▶ BrowserKnown, for some days, to that organisation
 *   digits that staff read out ──┘        │
 *   a wrong one: LinkTried, counted       ├─ staff end it: BrowserEnded
 *                                         └─ wrong at two organisations in a row: all that know it forget it
 *
 * A list, so that another way can be added: each is one comparison in domain/link.c, and a value of BrowserWay. */
#include "notifications/link/links.h"

enum { PLACE_MAX = 80 };

/* ---- digits to be read out ---- */

/* The number on file, and no other: whoever asks for a code by telephone is called back. */
int notifications_make_browser_code(struct decide *d, const notifications__make_browser_code_request *in,
                                    notifications__make_browser_code_reply *out) {
    struct arena *a = arena_of(d);
    struct id notice, organization;
    char code[LINK_DIGITS + 1];
    const notifications_rows__notice *row = NOTICE_BY(d, in, &notice);
    if (!row || !notifications_organization_of(row, &organization)) return REASON_NOT_FOUND;
    if (row->personal->state == NOTICE_STATE_WITHDRAWN) return REASON_NOTICE_WITHDRAWN;
    const char *of = id_text(a, decide_new_id(d, "browser code"));
    notifications_digits_make(lookup_hash(VIEW(d), "browser code of", of), code);
    notifications__browser_code_made *e = NEW_WITH_PERSONAL(a, notifications__browser_code_made);
    e->notice_id = id_field(a, notice);
    e->until_ms = decide_now_ms(d) + BROWSER_CODE_MS;
    e->personal->code = arena_text(a, code);
    struct id referral = id_of(row->referral_id);
    emit_for(d, id_of(row->sealed_for), (const struct id[]){notice, referral}, 2, &e->base);
    const notifications_rows__organization *o =
        row_get(VIEW(d), &notifications_organizations, KEY(KEY_ID(organization)));
    out->code = e->personal->code;
    out->until = civil_instant(a, e->until_ms);
    out->organization_name = o ? o->name : "";
    out->organization_phone = o ? o->phone : "";
    return 0;
}

static const char *digits_of(struct decide *d, const notifications_rows__notice *n) {
    const notifications__browser_code_made *e =
        n->browser_code ? READ_EVENT(d, notifications__browser_code_made, n->browser_code, NULL) : NULL;
    return e && decide_now_ms(d) < e->until_ms ? e->personal->code : "";
}

/* ---- met ---- */

/* Of a browser that nobody knows nothing is to be ended. */
static bool is_known_somewhere(struct view *v, struct id browser) {
    struct row_scan *scan = row_scan(v, &notifications_browsers, KEY(KEY_ID(browser)), NULL);
    bool found = row_next(scan, NULL, NULL);
    if (found) row_scan_end(scan);
    return found;
}

/* Twice wrong for one organisation is a slip; for one and then for another, with nothing right between, somebody goes
 * through papers that are not hers. */
static bool strayed_before(struct view *v, struct id browser, struct id organization) {
    const notifications_rows__stray *row = row_get(v, &notifications_strays, KEY(KEY_ID(browser)));
    return row && !id_is(row->organization_hash, notifications_organization_hash(v, organization));
}

static int refuse_code(struct decide *d, const struct link *link, struct id browser) {
    struct arena *a = arena_of(d);
    struct code_tries before = {link->row->wrong, link->row->since_ms, link->row->closed_until_ms};
    struct code_tries tries = notifications_code_wrong(before, decide_now_ms(d));
    notifications__link_tried *e = NEW(a, notifications__link_tried);
    e->link_id = id_field(a, link->id);
    e->wrong = tries.wrong;
    e->since_ms = tries.since_ms;
    e->closed_until_ms = tries.closed_until_ms;
    if (is_known_somewhere(VIEW(d), browser)) {
        e->browser_hash = id_field(a, browser);
        e->organization_hash = id_field(a, notifications_organization_hash(VIEW(d), link->organization));
        e->ends_browser = strayed_before(VIEW(d), browser, link->organization);
    }
    return refuse_noting(d, REASON_LINK_CODE_WRONG, link->id, &e->base);
}

static const notifications__browser_known *known_emit(struct decide *d, const struct link *link, struct id browser,
                                                      const notifications__meet_browser_request *in,
                                                      notifications__browser_way way) {
    struct arena *a = arena_of(d);
    struct id id = decide_new_id(d, "browser");
    notifications__browser_known *e = NEW_WITH_PERSONAL(a, notifications__browser_known);
    e->known_id = id_field(a, id);
    e->browser_hash = id_field(a, browser);
    e->way = way;
    e->until_ms = decide_now_ms(d) + notifications_browser_ms(rules_on(VIEW(d), decide_today(d), NULL));
    e->personal->organization_id = id_field(a, link->organization);
    e->personal->place = in->place;
    EMIT(d, id, e);
    return e;
}

static void code_use(struct decide *d, const struct link *link) {
    notifications__browser_code_used *e = NEW(arena_of(d), notifications__browser_code_used);
    e->notice_id = id_field(arena_of(d), link->notice);
    emit_about(d, (const struct id[]){link->notice, link->referral}, 2, &e->base);
}

int notifications_meet_browser(struct decide *d, const notifications__meet_browser_request *in,
                               notifications__meet_browser_reply *out) {
    struct link link;
    if (!notifications_link_by_token(VIEW(d), in->token, &link)) return REASON_NOT_FOUND;
    if (link.facts.state == NOTICE_STATE_WITHDRAWN) return REASON_NOTICE_WITHDRAWN;
    struct code_tries tries = {link.row->wrong, link.row->since_ms, link.row->closed_until_ms};
    if (notifications_codes_are_closed(tries, decide_now_ms(d)))
        return refuse_until(d, REASON_LINK_CODES_CLOSED, tries.closed_until_ms);
    struct id browser = notifications_browser_hash(VIEW(d), in->browser);
    if (id_is_zero(browser)) violation(d, "browser", REASON_FIELD_REQUIRED);
    check_text(d, "place", in->place, PLACE_MAX);
    if (violations(d)) return REASON_FIELDS_INVALID;
    notifications__browser_way way =
        notifications_browser_code(in->code, notifications_notice_code(VIEW(d), link.of), digits_of(d, link.of));
    if (way == BROWSER_WAY_UNSPECIFIED) return refuse_code(d, &link, browser);
    const notifications__browser_known *e = known_emit(d, &link, browser, in, way);
    if (way == BROWSER_WAY_CALL) code_use(d, &link);
    out->known_id = e->known_id;
    out->until = civil_instant(arena_of(d), e->until_ms);
    return 0;
}

/* ---- listed, ended ---- */

static notifications__browser *browser_shown(struct query *q, const notifications_rows__browser *row) {
    struct arena *a = arena_of(q);
    struct id organization;
    const notifications__browser_known *e = READ_EVENT(q, notifications__browser_known, row->known, NULL);
    if (!e || !id_from(e->personal->organization_id, &organization)) return NULL;
    const notifications_rows__organization *o =
        row_get(VIEW(q), &notifications_organizations, KEY(KEY_ID(organization)));
    notifications__browser *out = NEW(a, notifications__browser);
    out->known_id = row->known_id;
    out->organization_id = e->personal->organization_id;
    out->organization_name = o ? o->name : "";
    out->place = e->personal->place;
    out->way = e->way;
    out->known_at = civil_instant(a, row->known_ms);
    out->until = civil_instant(a, row->until_ms);
    return out;
}

/* The row at the end of a key of an index of browsers. */
static notifications_rows__browser *row_at(struct view *v, const struct key *key) {
    size_t at = (size_t)key->len - (size_t)2 * ID_LEN;
    return row_get(v, &notifications_browsers, KEY(KEY_ID(key_id_at(key, at)), KEY_ID(key_id_at(key, at + ID_LEN))));
}

int notifications_list_browsers(struct query *q, const notifications__list_browsers_request *in,
                                notifications__list_browsers_reply *out) {
    enum { PAGE_MAX = 200, PAGE_DEFAULT = 50 };
    size_t limit = in->limit ? in->limit : PAGE_DEFAULT;
    struct key from = key_from(span_pb(in->after)), key;
    struct id organization = {{0}};
    if (limit > PAGE_MAX || in->after.len > KEY_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->organization_id.len && !id_from(in->organization_id, &organization)) return REASON_NOT_FOUND;
    struct id whose = id_is_zero(organization) ? organization : notifications_organization_hash(VIEW(q), organization);
    struct row_scan *scan =
        row_scan(VIEW(q), &notifications_browsers_in_order, KEY(KEY_ID(whose)), in->after.len ? &from : NULL);
    while (row_next(scan, &key, NULL)) {
        if (out->n_browsers == limit) {
            out->next = pb_of(arena_span(arena_of(q), key_span(&key)));
            row_scan_end(scan);
            return 0;
        }
        const notifications_rows__browser *row = row_at(VIEW(q), &key);
        notifications__browser *one = row && query_now_ms(q) < row->until_ms ? browser_shown(q, row) : NULL;
        if (one) APPEND(arena_of(q), out, browsers, one);
    }
    return 0;
}

/* The key of the row that staff mean; false: none. */
static bool browser_named(struct view *v, ProtobufCBinaryData known_id, struct key *out) {
    struct id id;
    struct key key;
    if (!id_from(known_id, &id)) return false;
    struct row_scan *scan = row_scan(v, &notifications_browsers_by_id, KEY(KEY_ID(id)), NULL);
    if (!row_next(scan, &key, NULL)) return false;
    row_scan_end(scan);
    *out = KEY(KEY_ID(key_id_at(&key, ID_LEN)), KEY_ID(key_id_at(&key, (size_t)2 * ID_LEN)));
    return true;
}

int notifications_end_browser(struct decide *d, const notifications__end_browser_request *in,
                              notifications__end_browser_reply *out) {
    struct key key;
    (void)out;
    if (!browser_named(VIEW(d), in->known_id, &key)) return REASON_NOT_FOUND;
    notifications__browser_ended *e = NEW(arena_of(d), notifications__browser_ended);
    e->known_id = in->known_id;
    EMIT(d, id_of(in->known_id), e);
    return 0;
}

/* ---- apply ---- */

/* Known anew, it takes the place of what was known before: to each organisation once. */
void notifications_on_browser_known(struct apply *a, const struct record *r, const notifications__browser_known *e) {
    struct id browser = id_of(e->browser_hash), organization;
    if (!id_from(e->personal->organization_id, &organization)) return;
    struct id whose = notifications_organization_hash(VIEW(a), organization);
    notifications_rows__browser *row = NEW(arena_of(a), notifications_rows__browser);
    row->known_id = e->known_id;
    row->organization_hash = id_field(arena_of(a), whose);
    row->known = r->seq;
    row->known_ms = r->at_ms;
    row->until_ms = e->until_ms;
    ROW_PUT(a, &notifications_browsers, KEY(KEY_ID(browser), KEY_ID(whose)), row);
    row_delete(a, &notifications_strays, KEY(KEY_ID(browser)));
}

void notifications_on_browser_ended(struct apply *a, const struct record *r, const notifications__browser_ended *e) {
    struct key key;
    (void)r;
    if (browser_named(VIEW(a), e->known_id, &key)) row_delete(a, &notifications_browsers, key);
}

/* One at a time: what is deleted is not walked over. */
static void browser_forget(struct apply *a, struct id browser) {
    struct key key;
    for (;;) {
        struct row_scan *scan = row_scan(VIEW(a), &notifications_browsers, KEY(KEY_ID(browser)), NULL);
        if (!row_next(scan, &key, NULL)) return;
        row_scan_end(scan);
        row_delete(a, &notifications_browsers, key);
    }
}

/* A browser is nobody's of the notice: what is noted of it stands when the notice and its link are erased. */
static void browser_tried(struct apply *a, struct id browser, const notifications__link_tried *e) {
    if (e->ends_browser) {
        browser_forget(a, browser);
        row_delete(a, &notifications_strays, KEY(KEY_ID(browser)));
        return;
    }
    notifications_rows__stray *row = NEW(arena_of(a), notifications_rows__stray);
    row->organization_hash = e->organization_hash;
    ROW_PUT(a, &notifications_strays, KEY(KEY_ID(browser)), row);
}

void notifications_on_link_tried(struct apply *a, const struct record *r, const notifications__link_tried *e) {
    struct id id, browser;
    (void)r;
    if (id_from(e->browser_hash, &browser)) browser_tried(a, browser, e);
    notifications_rows__link *row = notifications_link_row(VIEW(a), e->link_id, &id);
    if (!row) return;
    row->wrong = e->wrong;
    row->since_ms = e->since_ms;
    row->closed_until_ms = e->closed_until_ms;
    ROW_PUT(a, &notifications_links, KEY(KEY_ID(id)), row);
}

static void code_note(struct apply *a, ProtobufCBinaryData notice_id, uint64_t seq) {
    struct id notice;
    notifications_rows__notice *n = notifications_notice_row(VIEW(a), notice_id, &notice);
    if (!n) return;
    n->browser_code = seq;
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
}

void notifications_on_browser_code_made(struct apply *a, const struct record *r,
                                        const notifications__browser_code_made *e) {
    code_note(a, e->notice_id, r->seq);
}

void notifications_on_browser_code_used(struct apply *a, const struct record *r,
                                        const notifications__browser_code_used *e) {
    (void)r;
    code_note(a, e->notice_id, 0);
}
