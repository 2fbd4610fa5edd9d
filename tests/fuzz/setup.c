#include "setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "proto/directory.h"
#include "families.h"
#include "family_screening.h"
#include "proto/intake.h"
#include "proto/notifications.h"
#include "proto/intake/screening.h"
#include "rules.h"
#include "proto/scheduling.h"
#include "station.h"

station_said_fn *station_said;

struct setup {
    struct world *w;
    struct arena *a;
    struct families families;
    struct id organization, service;
};

#define SAY(s, daemon, key, package, Method, method, request, out)                                                     \
    said((s), daemon, #package "." #Method, &(request)->base,                                                          \
         CALL((s)->w, (s)->a, daemon, key, package, Method, method, request, out))

static void said(struct setup *s, const char *daemon, const char *method, const ProtobufCMessage *request, int reason) {
    if (reason) station_fault("setting up: %s was refused with %d", method, reason);
    if (station_said) station_said(daemon, method, message_pack(s->a, request));
}

static struct id named(const char *name) {
    return id_derive("fuzz", span_text(name), (struct span){NULL, 0}, (struct span){NULL, 0});
}

static void adopt(struct setup *s) {
    intake__adopt_territory_request *r = NEW(s->a, intake__adopt_territory_request);
    r->territory = rules_for_tests(s->a, "test");
    SAY(s, "intake", "operator", intake, AdoptTerritory, adopt_territory, r, NULL);
    if (!world_settle(s->w, 60000)) station_fault("setting up: following");
}

static void put_organization(struct setup *s) {
    static const sippe__need needs[] = {NEED_FOOD_AID, NEED_BABY_EQUIPMENT};
    directory__put_organization_request *r = NEW(s->a, directory__put_organization_request);
    directory__organization *o = r->organization = NEW(s->a, directory__organization);
    directory__service *service = NEW(s->a, directory__service);
    o->organization_id = id_field(s->a, s->organization);
    o->name = "Maison des familles";
    o->phone = "5145550110";
    o->contact_name = "M. Ó Briain";
    service->service_id = id_field(s->a, s->service);
    service->name = "Dépannage alimentaire";
    service->needs = arena_copy(s->a, needs, sizeof needs);
    service->n_needs = sizeof needs / sizeof *needs;
    APPEND(s->a, o, services, service);
    SAY(s, "directory", "operator", directory, PutOrganization, put_organization, r, NULL);
}

static void put_worker(struct setup *s, const char *code, scheduling__discipline discipline) {
    static const char *const languages[] = {"fr", "en", "es", "ar", "ht", "vi"};
    scheduling__put_worker_request *r = NEW(s->a, scheduling__put_worker_request);
    scheduling__worker *worker = r->worker = NEW(s->a, scheduling__worker);
    worker->code = code;
    worker->name = "Intervenante d'essai";
    worker->discipline = discipline;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        sippe__language *language = NEW(s->a, sippe__language);
        language->code = languages[i];
        APPEND(s->a, worker, languages, language);
    }
    for (int weekday = 1; weekday <= 5; weekday++) {
        scheduling__hours *hours = NEW(s->a, scheduling__hours);
        hours->weekday = weekday;
        hours->from_minute = 8 * 60 + 30;
        hours->to_minute = 16 * 60 + 30;
        APPEND(s->a, worker, hours, hours);
    }
    worker->start_area = NEW(s->a, sippe__postal_code);
    worker->start_area->code = "H2M";
    worker->cap_tenths = 200;
    worker->clsc_code = "99001";
    SAY(s, "scheduling", "coordinator", scheduling, PutWorker, put_worker, r, NULL);
}

/* The next family of the desk's own CLSC whose call leads to SIPPE. */
static intake__submit_screening_reply *submit(struct setup *s) {
    struct family_case c;
    intake__submit_screening_reply *out = NULL;
    do {
        do families_next(&s->families, &c);
        while (strcmp(c.clsc_code, "99001") != 0);
        intake__submit_screening_request *r = NEW(s->a, intake__submit_screening_request);
        r->screening = family_screening(s->a, &c);
        SAY(s, "intake", "desk", intake, SubmitScreening, submit_screening, r, &out);
    } while (out->proposed_route != ROUTE_SIPPE);
    return out;
}

static intake__enrol_family_reply *enrol(struct setup *s, const intake__submit_screening_reply *call) {
    intake__enrol_family_reply *out = NULL;
    intake__decide_route_request *decide = NEW(s->a, intake__decide_route_request);
    decide->screening_id = call->screening_id;
    decide->version = call->version;
    decide->route = ROUTE_SIPPE;
    SAY(s, "intake", "desk", intake, DecideRoute, decide_route, decide, NULL);
    intake__enrol_family_request *r = NEW(s->a, intake__enrol_family_request);
    r->family_id = call->family_id;
    r->screening_id = call->screening_id;
    SAY(s, "intake", "desk", intake, EnrolFamily, enrol_family, r, &out);
    if (!world_settle(s->w, 60000)) station_fault("setting up: following");
    return out;
}

static void choose_worker(struct setup *s, const intake__enrol_family_reply *enrolment) {
    scheduling__list_candidates_reply *found = NULL;
    scheduling__list_candidates_request *list = NEW(s->a, scheduling__list_candidates_request);
    list->enrolment_id = enrolment->enrolment_id;
    SAY(s, "scheduling", "coordinator", scheduling, ListCandidates, list_candidates, list, &found);
    if (!found->n_candidates) station_fault("setting up: no candidate");
    scheduling__confirm_key_worker_request *r = NEW(s->a, scheduling__confirm_key_worker_request);
    r->enrolment_id = enrolment->enrolment_id;
    r->enrolment_version = found->enrolment_version;
    r->worker = found->candidates[0]->worker;
    SAY(s, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, r, NULL);
}

static void meet(struct setup *s, ProtobufCBinaryData family) {
    scheduling__record_encounter_request *r = NEW(s->a, scheduling__record_encounter_request);
    r->family_id = family;
    r->facts = NEW(s->a, scheduling__encounter_facts);
    r->facts->start = NEW(s->a, sippe__instant);
    r->facts->start->ms = world_now_ms(s->w) - 600000;
    SAY(s, "scheduling", "team", scheduling, RecordEncounter, record_encounter, r, NULL);
}

/* On paper, with the link that its sheet has. */
static void print_sheet(struct setup *s, ProtobufCBinaryData referral) {
    notifications__print_sheet_request *r = NEW(s->a, notifications__print_sheet_request);
    if (!world_settle(s->w, 60000)) station_fault("setting up: following");
    r->referral_id = referral;
    SAY(s, "notifications", "desk", notifications, PrintSheet, print_sheet, r, NULL);
}

static void refer(struct setup *s, ProtobufCBinaryData family) {
    static const intake__shared_item covers[] = {SHARED_ITEM_GIVEN_NAME, SHARED_ITEM_PHONE, SHARED_ITEM_NEED};
    intake__record_consent_request *r = NEW(s->a, intake__record_consent_request);
    intake__consent *consent = r->consent = NEW(s->a, intake__consent);
    r->family_id = family;
    consent->purpose = CONSENT_PURPOSE_PARTNER_REFERRAL;
    consent->organization_id = id_field(s->a, s->organization);
    consent->covers = arena_copy(s->a, covers, sizeof covers);
    consent->n_covers = sizeof covers / sizeof *covers;
    consent->given_by = CONSENT_GIVER_SELF;
    consent->mode = CONSENT_MODE_VERBAL;
    consent->given_at = NEW(s->a, sippe__instant);
    consent->given_at->ms = world_now_ms(s->w) - 600000;
    consent->text_version = "2026-1";
    SAY(s, "intake", "desk", intake, RecordConsent, record_consent, r, NULL);
    intake__refer_to_partner_request *refer = NEW(s->a, intake__refer_to_partner_request);
    refer->family_id = family;
    refer->service_id = id_field(s->a, s->service);
    refer->need = NEED_FOOD_AID;
    intake__refer_to_partner_reply *referred = NULL;
    SAY(s, "intake", "desk", intake, ReferToPartner, refer_to_partner, refer, &referred);
    print_sheet(s, referred->referral_id);
}

/* A call of the desk's that was interrupted. */
static void interrupt(struct setup *s) {
    struct family_case c;
    families_next(&s->families, &c);
    intake__save_draft_request *r = NEW(s->a, intake__save_draft_request);
    r->screening = family_screening(s->a, &c);
    r->screening->call->clsc_code = "99001";
    SAY(s, "intake", "desk", intake, SaveDraft, save_draft, r, NULL);
}

/* Somebody whom the partner refers to the desk. */
static void refer_to_us(struct setup *s) {
    intake__send_inbound_referral_request *r = NEW(s->a, intake__send_inbound_referral_request);
    r->clsc_code = "99001";
    r->referral = NEW(s->a, intake__inbound_referral);
    r->referral->given_name = "Rosalie";
    r->referral->phone = "514 555-0166";
    r->referral->permission_asked_by = "Nadège";
    r->referral->permitted_on = NEW(s->a, sippe__date);
    r->referral->permitted_on->year = 2026;
    r->referral->permitted_on->month = r->referral->permitted_on->day = 1;
    SAY(s, "intake", "partner", intake, SendInboundReferral, send_inbound_referral, r, NULL);
}

void setup_run(struct world *w, day today) {
    static char organization[33];
    struct arena a;
    struct setup s = {.w = w, .a = &a, .organization = named("organization"), .service = named("service")};
    arena_init(&a);
    families_init(&s.families, 3, today);
    id_hex(s.organization, organization);
    world_key(w, "desk", ROLE_DESK, "99001");
    world_key(w, "team", ROLE_TEAM, "99001");
    world_key(w, "coordinator", ROLE_COORDINATOR, "");
    world_key(w, "operator", ROLE_OPERATOR, "");
    world_key(w, "partner", ROLE_PARTNER, organization);
    world_key(w, "gateway", ROLE_GATEWAY, "");
    world_key(w, "privacy", ROLE_PRIVACY, "");
    world_links(w, "https://sippe.test");
    adopt(&s);
    put_organization(&s);
    put_worker(&s, "w1", DISCIPLINE_NURSE);
    put_worker(&s, "w2", DISCIPLINE_SOCIAL_WORKER);
    if (!world_settle(w, 60000)) station_fault("setting up: following");
    intake__submit_screening_reply *call = submit(&s);
    choose_worker(&s, enrol(&s, call));
    meet(&s, call->family_id);
    refer(&s, call->family_id);
    submit(&s);
    interrupt(&s);
    refer_to_us(&s);
    if (!world_settle(w, 60000)) station_fault("setting up: following");
    arena_close(&a);
}
