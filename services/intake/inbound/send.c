/* An organisation refers somebody to us. It learns that it was received, whoever she is: neither the answer nor its
 * time says whether she has a file here. */
#include "base/character.h"
#include "base/codes/spoken.h"
#include "civil/civil.h"
#include "intake/domain/proposal/area.h"
#include "intake/domain/screening/normal.h"
#include "intake/inbound/inbound.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

enum { NAME_CHARS = 100, TEXT_CHARS = 200, NUMBER_LEN = 6, NUMBER_HALF = 3, A_DAY = 20 };

intake_rows__inbound *intake_inbound_row(struct view *v, ProtobufCBinaryData id) {
    struct id inbound;
    return id_from(id, &inbound) ? row_get(v, &intake_inbounds, KEY(KEY_ID(inbound))) : NULL;
}

struct owned intake_owner_of_inbound(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__inbound *row = intake_inbound_row(v, id);
    return row ? (struct owned){row->clsc_code, id_of(id)} : (struct owned){0};
}

/* 23^6 are 148 million: whoever reads one out has the day and the organisation beside it. */
const char *intake_inbound_number(struct arena *a, struct id inbound) {
    char text[NUMBER_LEN + 1];
    uint64_t n = 0;
    for (size_t i = 0; i < sizeof n; i++) n = n << 8 | inbound.bytes[i];
    spoken_write(n, NUMBER_LEN, text);
    return arena_printf(a, "%.*s-%s", NUMBER_HALF, text, text + NUMBER_HALF);
}

/* ---- what may come in ---- */

struct coming {
    const sippe__territory *rules;
    const sippe__inbound_rules *inbound;
    const sippe__clsc *clsc;
    intake__inbound_referral *referral; /* in normal form */
    struct id organization;
    day today;
};

static void check_short(struct decide *d, const char *path, const char *text, size_t most) {
    if (text_characters(text) > most) violation(d, path, REASON_TEXT_TOO_LONG);
}

static void check_phone(struct decide *d, intake__inbound_referral *r) {
    const char *number = r->phone, *extension = r->phone_extension;
    if (text_is_blank(number)) {
        violation(d, "referral.phone", REASON_FIELD_REQUIRED);
        return;
    }
    intake_phone_split(arena_of(d), &number, &extension);
    int reason = intake_phone_check(arena_of(d), number);
    if (reason) violation(d, "referral.phone", reason);
    if (!intake_extension_is_valid(extension)) violation(d, "referral.phone_extension", REASON_PHONE_EXTENSION);
    r->phone = number;
    r->phone_extension = extension;
}

static void check_language(struct decide *d, intake__inbound_referral *r) {
    if (!r->language || !*r->language->code) return;
    const char *code = intake_language_normal(arena_of(d), r->language->code);
    if (!code) {
        violation(d, "referral.language", REASON_LANGUAGE_INVALID);
        return;
    }
    r->language = NEW(arena_of(d), sippe__language);
    r->language->code = code;
}

/* A copy in normal form; what is wrong with it is noted. */
static intake__inbound_referral *referral_read(struct decide *d, const intake__inbound_referral *given) {
    intake__inbound_referral *r = arena_copy(arena_of(d), given, sizeof *given);
    r->given_name = intake_text_trimmed(arena_of(d), r->given_name);
    if (text_is_blank(r->given_name)) violation(d, "referral.given_name", REASON_FIELD_REQUIRED);
    check_short(d, "referral.given_name", r->given_name, NAME_CHARS);
    check_short(d, "referral.safe_contact_hours", r->safe_contact_hours, TEXT_CHARS);
    check_short(d, "referral.permission_asked_by", r->permission_asked_by, TEXT_CHARS);
    check_phone(d, r);
    check_language(d, r);
    return r;
}

/* She permitted it: who asked her, and a day that has come. */
static int permission_check(struct decide *d, const intake__inbound_referral *r, day today) {
    if (text_is_blank(r->permission_asked_by) || !r->permitted_on) return REASON_PERMISSION_MISSING;
    day on = check_date(d, "referral.permitted_on", r->permitted_on, true);
    if (on != DAY_NONE && on > today) violation(d, "referral.permitted_on", REASON_DATE_IN_FUTURE);
    return violations(d);
}

/* What it has sent today, closed or not. Keys: (hash of the organisation, when, referral). */
static int32_t sent_today(struct decide *d, const struct coming *c) {
    struct id hash = lookup_hash_of(VIEW(d), "organization", id_span(&c->organization));
    struct key from = KEY(KEY_ID(hash), KEY_I64(day_start_ms(civil_zone(c->rules), c->today)));
    struct row_scan *s = row_scan(VIEW(d), &intake_inbounds_of_organization, KEY(KEY_ID(hash)), &from);
    int32_t n = 0;
    while (row_next(s, NULL, NULL)) n++;
    return n;
}

static int rules_read(struct decide *d, const char *clsc_code, struct coming *c) {
    c->today = decide_today(d);
    c->rules = rules_on(VIEW(d), c->today, NULL);
    if (!c->rules) return REASON_TERRITORY_MISSING;
    c->inbound = c->rules->partners ? c->rules->partners->inbound : NULL;
    if (!c->inbound || !c->inbound->accepted) return REASON_INBOUND_OFF;
    if (!id_parse(decide_principal(d)->organization, &c->organization)) return REASON_NOT_ALLOWED;
    c->clsc = intake_clsc_find(c->rules, clsc_code);
    return c->clsc ? 0 : REASON_CLSC_UNKNOWN;
}

static int coming_read(struct decide *d, const intake__send_inbound_referral_request *in, struct coming *c) {
    int reason = rules_read(d, in->clsc_code, c);
    if (reason) return reason;
    if (!in->referral) return violation(d, "referral", REASON_FIELD_REQUIRED);
    reason = permission_check(d, in->referral, c->today);
    if (reason == REASON_PERMISSION_MISSING) return reason;
    c->referral = referral_read(d, in->referral);
    if (violations(d)) return REASON_FIELDS_INVALID;
    int32_t most = c->inbound->a_day > 0 ? c->inbound->a_day : A_DAY;
    if (sent_today(d, c) < most) return 0;
    return refuse_until(d, REASON_INBOUND_LIMIT, day_start_ms(civil_zone(c->rules), c->today + 1));
}

/* ---- taken in ---- */

static void receipt_tell(struct decide *d, const struct coming *c, struct id inbound) {
    struct arena *a = arena_of(d);
    intake__inbound_receipt_told *e = NEW_WITH_PERSONAL(a, intake__inbound_receipt_told);
    e->inbound_id = id_field(a, inbound);
    e->received_on = civil_date(a, c->today);
    e->clsc_name = c->clsc->name;
    e->clsc_phone = c->clsc->phone;
    e->personal->organization_id = id_field(a, c->organization);
    e->personal->number = intake_inbound_number(a, inbound);
    EMIT_FOR(d, inbound, inbound, e);
}

sippe__date *intake_inbound_act_by(struct decide *d) {
    day today = decide_today(d);
    const sippe__territory *t = rules_on(VIEW(d), today, NULL);
    const sippe__inbound_rules *i = t && t->partners ? t->partners->inbound : NULL;
    return civil_date(arena_of(d), t ? intake_working_day(arena_of(d), t, today, i ? i->act : 0) : today);
}

int intake_send_inbound_referral(struct decide *d, const intake__send_inbound_referral_request *in,
                                 intake__send_inbound_referral_reply *out) {
    struct arena *a = arena_of(d);
    struct coming c = {0};
    int reason = coming_read(d, in, &c);
    if (reason) return reason;
    struct id inbound = decide_new_id(d, "inbound");
    intake__inbound_referral_taken *e = NEW_WITH_PERSONAL(a, intake__inbound_referral_taken);
    e->inbound_id = id_field(a, inbound);
    e->clsc_code = c.clsc->code;
    e->act_by = intake_inbound_act_by(d);
    e->personal->referral = c.referral;
    e->personal->organization_id = id_field(a, c.organization);
    EMIT_FOR(d, inbound, inbound, e);
    receipt_tell(d, &c, inbound);
    out->inbound_id = e->inbound_id;
    out->number = intake_inbound_number(a, inbound);
    out->received_on = civil_date(a, c.today);
    return 0;
}

void intake_on_inbound_referral_taken(struct apply *a, const struct record *r,
                                      const intake__inbound_referral_taken *e) {
    struct id inbound = id_of(e->inbound_id), organization;
    intake_rows__inbound *row = NEW(arena_of(a), intake_rows__inbound);
    row->clsc_code = e->clsc_code;
    row->version = id_field(arena_of(a), r->id);
    row->taken = r->seq;
    row->taken_ms = r->at_ms;
    row->act_by = e->act_by;
    if (id_from(e->personal->organization_id, &organization))
        row->organization_hash = id_field(arena_of(a), lookup_hash_of(VIEW(a), "organization", id_span(&organization)));
    ROW_PUT(a, &intake_inbounds, KEY(KEY_ID(inbound)), row);
    intake_work_refresh_inbound(a, inbound, r->at_ms);
}
