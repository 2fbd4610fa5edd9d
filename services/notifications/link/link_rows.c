/* Links and browsers, found; what their events do to rows. */
#include "notifications/link/links.h"

notifications_rows__link *notifications_link_row(struct view *v, ProtobufCBinaryData field, struct id *id) {
    return id_from(field, id) ? row_get(v, &notifications_links, KEY(KEY_ID(*id))) : NULL;
}

/* When the last answer was given, its record says. */
static int64_t answered_ms(struct view *v, const notifications_rows__notice *row) {
    struct record r;
    return row->answer && record_head(v, row->answer, &r) ? r.at_ms : 0;
}

bool notifications_link_read_facts(struct view *v, struct link *link) {
    link->of = notifications_notice_row(v, link->row->notice_id, &link->notice);
    if (!link->of || !id_from(link->of->referral_id, &link->referral) ||
        !notifications_organization_of(link->of, &link->organization))
        return false;
    int64_t answered = answered_ms(v, link->of);
    const sippe__territory *then = rules_on(v, today_of(v, answered), NULL); /* a later version takes nothing back */
    link->facts = (struct link_facts){.state = link->of->personal->state,
                                      .answered_ms = answered,
                                      .correct_until_ms = answered + notifications_correction_ms(then),
                                      .until_ms = link->row->until_ms,
                                      .ended = link->row->ended};
    return true;
}

static struct id token_hash(struct view *v, const char *token) { return lookup_hash(v, "link token", token); }

bool notifications_link_by_token(struct view *v, const char *typed, struct link *out) {
    char token[LINK_TOKEN_LEN + 1];
    struct key key, prefix;
    if (!notifications_token_read(typed, token)) return false;
    prefix = KEY(KEY_ID(token_hash(v, token)));
    struct row_scan *scan = row_scan(v, &notifications_links_by_token, prefix, NULL);
    if (!row_next(scan, &key, NULL)) return false;
    row_scan_end(scan);
    out->id = key_id_at(&key, prefix.len);
    out->row = row_get(v, &notifications_links, KEY(KEY_ID(out->id)));
    return out->row && notifications_link_read_facts(v, out);
}

/* Newest first: of a channel the last one made is the one that can be open. */
bool notifications_link_of(struct view *v, struct id notice, notifications__link_channel channel, int64_t now_ms,
                           struct link *out) {
    struct key key, prefix = KEY(KEY_ID(notice));
    bool found = false;
    struct row_scan *scan = row_scan(v, &notifications_links_of_notice, prefix, NULL);
    while (!found && row_next(scan, &key, NULL)) {
        out->id = key_id_at(&key, (size_t)key.len - ID_LEN);
        out->row = row_get(v, &notifications_links, KEY(KEY_ID(out->id)));
        found = out->row && out->row->channel == channel && !out->row->ended && now_ms < out->row->until_ms &&
                notifications_link_read_facts(v, out);
    }
    row_scan_end(scan);
    return found;
}

const char *notifications_link_address(struct view *v, const notifications_rows__link *row) {
    const notifications__link_made *e = READ_EVENT(v, notifications__link_made, row->made, NULL);
    const char *origin = view_setting(v, "link-origin");
    if (!e || !*e->personal->token || !*origin) return "";
    return arena_printf(view_arena(v), "%s/r/%s", origin, e->personal->token);
}

/* ---- browsers ---- */

enum { BROWSER_DIGEST = 32 };

struct id notifications_browser_hash(struct view *v, ProtobufCBinaryData browser) {
    if (browser.len != BROWSER_DIGEST) return (struct id){{0}};
    return lookup_hash_of(v, "browser", span_pb(browser));
}

notifications_rows__browser *notifications_browser_row(struct view *v, struct id browser, struct id organization) {
    struct id whose = notifications_organization_hash(v, organization);
    return row_get(v, &notifications_browsers, KEY(KEY_ID(browser), KEY_ID(whose)));
}

bool notifications_browser_is_known(struct view *v, ProtobufCBinaryData browser, struct id organization,
                                    int64_t now_ms) {
    struct id hash = notifications_browser_hash(v, browser);
    if (id_is_zero(hash)) return false;
    const notifications_rows__browser *row = notifications_browser_row(v, hash, organization);
    return row && now_ms < row->until_ms;
}

/* ---- indexes ---- */

void notifications_links_by_token_keys(const notifications_rows__link *r, struct keys *out) {
    if (r->token_hash.len) keys_add(out, KEY(KEY_ID(id_of(r->token_hash))));
}

void notifications_links_of_notice_keys(const notifications_rows__link *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->notice_id)), KEY_I64(-(int64_t)r->number)));
}

void notifications_browsers_by_id_keys(const notifications_rows__browser *r, struct keys *out) {
    keys_add(out, KEY(KEY_ID(id_of(r->known_id))));
}

void notifications_browsers_in_order_keys(const notifications_rows__browser *r, struct keys *out) {
    const struct id whose[] = {{{0}}, id_of(r->organization_hash)};
    for (size_t i = 0; i < 2; i++) keys_add(out, KEY(KEY_ID(whose[i]), KEY_I64(-r->known_ms)));
}
