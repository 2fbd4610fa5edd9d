#include "partner.h"

#include <stdio.h>
#include <string.h>
#include "base/message.h"
#include "engine/engine.h"
#include "harness_internal.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/notifications.h"
#include "proto/notifications_events.h"

#define INTAKE(p, a, key, Method, method, request, reply)                                                              \
    CALL((p)->world, (a), "intake", (key), intake, Method, method, (request), (reply))
#define NOTICES(p, a, key, Method, method, request, reply)                                                             \
    CALL((p)->world, (a), "notifications", (key), notifications, Method, method, (request), (reply))

enum { TRIES = 40, SETTLE_MS = 60000 };

static struct id service_of(int organization) {
    char text[32];
    snprintf(text, sizeof text, "service %d", organization);
    return id_derive("sippe-world", span_text(text), (struct span){NULL, 0}, (struct span){NULL, 0});
}

static bool organization_put(struct people *p, struct arena *a, int n) {
    directory__put_organization_request *in = NEW(a, directory__put_organization_request);
    directory__organization *o = in->organization = NEW(a, directory__organization);
    directory__service *s = NEW(a, directory__service);
    const sippe__need need = NEED_BABY_EQUIPMENT;
    o->organization_id = id_field(a, people_organization(n));
    o->name = arena_printf(a, "Maison des familles %d", n);
    o->phone = "5145550100";
    s->service_id = id_field(a, service_of(n));
    s->name = "Comptoir familial";
    s->needs = arena_copy(a, &need, sizeof need);
    s->n_needs = 1;
    APPEND(a, o, services, s);
    int reason = CALL(p->world, a, "directory", "op", directory, PutOrganization, put_organization, in, NULL);
    return (reason == 0 || reason == REASON_VERSION_STALE) && world_settle(p->world, SETTLE_MS);
}

static bool consent_record(struct people *p, struct arena *a, ProtobufCBinaryData family, int n, struct partner *out) {
    static const intake__shared_item covers[] = {SHARED_ITEM_GIVEN_NAME, SHARED_ITEM_PHONE, SHARED_ITEM_NEED,
                                                 SHARED_ITEM_LANGUAGE};
    intake__record_consent_request *in = NEW(a, intake__record_consent_request);
    intake__record_consent_reply *done = NULL;
    intake__consent *c = in->consent = NEW(a, intake__consent);
    in->family_id = family;
    c->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    c->organization_id = id_field(a, people_organization(n));
    c->covers = arena_copy(a, covers, sizeof covers);
    c->n_covers = sizeof covers / sizeof *covers;
    c->given_by = CONSENT_GIVER_SELF;
    c->mode = CONSENT_MODE_VERBAL;
    c->given_at = NEW(a, sippe__instant);
    c->given_at->ms = world_now_ms(p->world) - 600000;
    c->text_version = "2026-1";
    if (INTAKE(p, a, out->desk, RecordConsent, record_consent, in, &done)) return false;
    out->consent = id_of(done->consent_id);
    out->consent_version = id_of(done->version);
    return true;
}

static bool refer(struct people *p, struct arena *a, ProtobufCBinaryData family, int n, struct partner *out) {
    intake__refer_to_partner_request *in = NEW(a, intake__refer_to_partner_request);
    intake__refer_to_partner_reply *done = NULL;
    in->family_id = family;
    in->service_id = id_field(a, service_of(n));
    in->need = NEED_BABY_EQUIPMENT;
    in->note = "Elle vient seule.";
    if (INTAKE(p, a, out->desk, ReferToPartner, refer_to_partner, in, &done)) return false;
    out->referral = id_of(done->referral_id);
    return world_settle(p->world, SETTLE_MS);
}

static const char *behind(const char *text, char c) {
    const char *at = strrchr(text, c);
    return at ? at + 1 : "";
}

static bool paper(struct people *p, struct arena *a, struct partner *out) {
    notifications__print_sheet_request *print = NEW(a, notifications__print_sheet_request);
    notifications__get_sheet_request *get = NEW(a, notifications__get_sheet_request);
    notifications__get_sheet_reply *sheet = NULL;
    print->referral_id = get->referral_id = id_field(a, out->referral);
    if (NOTICES(p, a, out->desk, PrintSheet, print_sheet, print, NULL) ||
        NOTICES(p, a, out->desk, GetSheet, get_sheet, get, &sheet))
        return false;
    snprintf(out->token, sizeof out->token, "%s", behind(sheet->link, '/'));
    snprintf(out->code, sizeof out->code, "%s", sheet->answer_code);
    snprintf(out->half, sizeof out->half, "%s", behind(sheet->answer_code, '-'));
    const notifications__notice_content *c = sheet->notice->content;
    snprintf(out->name, sizeof out->name, "%s", c ? c->given_name : "");
    snprintf(out->phone, sizeof out->phone, "%s", c ? c->phone : "");
    return out->token[0] && out->half[0];
}

static bool refer_one(struct people *p, struct arena *a, int n, struct partner *out) {
    struct id screening = {{0}};
    intake__get_screening_request *get = NEW(a, intake__get_screening_request);
    intake__get_screening_reply *of = NULL;
    *out = (struct partner){.desk = "desk"};
    if (!people_screening(p, &screening)) return false;
    get->screening_id = id_field(a, screening);
    if (INTAKE(p, a, PEOPLE_COORDINATOR, GetScreening, get_screening, get, &of)) return false;
    ProtobufCBinaryData family = of->summary->family_id;
    bool agreed = consent_record(p, a, family, n, out);
    if (!agreed) out->desk = "desk-2"; /* she is the other CLSC's */
    snprintf(out->number, sizeof out->number, "%s", of->summary->family_number);
    return (agreed || consent_record(p, a, family, n, out)) && refer(p, a, family, n, out) && paper(p, a, out);
}

/* Not all invented families agreed to be kept: the next one that did. */
bool partner_refer(struct people *p, int organization, struct partner *out) {
    struct arena a;
    bool done = false;
    arena_init(&a);
    if (organization_put(p, &a, organization))
        for (int i = 0; i < TRIES && !done; i++) done = refer_one(p, &a, organization, out);
    arena_close(&a);
    return done;
}

bool partner_digits(struct people *p, struct partner *of) {
    struct arena a;
    arena_init(&a);
    notifications__make_browser_code_request *in = NEW(&a, notifications__make_browser_code_request);
    notifications__make_browser_code_reply *out = NULL;
    in->referral_id = id_field(&a, of->referral);
    bool made = !NOTICES(p, &a, of->desk, MakeBrowserCode, make_browser_code, in, &out);
    if (made) snprintf(of->digits, sizeof of->digits, "%s", out->code);
    arena_close(&a);
    return made;
}

bool partner_withdraw(struct people *p, const struct partner *of) {
    struct arena a;
    arena_init(&a);
    intake__withdraw_consent_request *in = NEW(&a, intake__withdraw_consent_request);
    in->consent_id = id_field(&a, of->consent);
    in->version = id_field(&a, of->consent_version);
    bool done =
        !INTAKE(p, &a, of->desk, WithdrawConsent, withdraw_consent, in, NULL) && world_settle(p->world, SETTLE_MS);
    arena_close(&a);
    return done;
}

struct partner_counts partner_counts(struct people *p) {
    struct arena a;
    struct partner_counts n = {0};
    sippe__record *r;
    arena_init(&a);
    struct view *v = world_view(p->world, "notifications", &a);
    for (uint64_t seq = 1; (r = journal_read(v, seq)); seq++) {
        n.read += strcmp(r->type, "sippe.notifications.LinkRead") == 0;
        n.answered += strcmp(r->type, "sippe.notifications.NoticeAnswered") == 0;
        n.noted += strcmp(r->type, "sippe.notifications.AnswerNoted") == 0;
        n.known += strcmp(r->type, "sippe.notifications.BrowserKnown") == 0;
    }
    arena_close(&a);
    return n;
}
