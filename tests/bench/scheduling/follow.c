/* bench-follow FAMILIES WORKERS: what scheduling takes to hear of an enrolment, to list candidates, to confirm a key
 * worker, to hear of a birth, to show one family's windows and to list the team's work, among so many families of all
 * ages and workers. Through two engines in this process, without a socket; virtual time, real microseconds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "feeder.h"
#include "rules.h"
#include "samples.h"
#include "scheduling/tables.h"

static const struct service *const both[] = {&feeder_intake, &scheduling_service};

struct team {
    struct world *w;
    struct arena a; /* of one call */
    day today;
};

static struct id numbered(uint32_t n) {
    return id_derive("bench follow", (struct span){(const uint8_t *)&n, sizeof n}, (struct span){0}, (struct span){0});
}

static void refused(const char *what, int reason) {
    fprintf(stderr, "%s: refused with %d\n", what, reason);
    exit(1);
}

static const char *code_of(struct arena *a, int worker) { return arena_printf(a, "inf-%03d", worker); }

static void put_worker(struct team *t, int n) {
    scheduling__put_worker_request *in = NEW(&t->a, scheduling__put_worker_request);
    scheduling__put_worker_reply *out;
    scheduling__worker *w = in->worker = NEW(&t->a, scheduling__worker);
    sippe__language *language = NEW(&t->a, sippe__language);
    w->code = code_of(&t->a, n);
    w->name = "Nadège Métellus";
    w->discipline = n % 2 ? DISCIPLINE_NURSE : DISCIPLINE_SOCIAL_WORKER;
    w->cap_tenths = 900;
    language->code = "fr";
    APPEND(&t->a, w, languages, language);
    for (int weekday = 1; weekday <= 5; weekday++) {
        scheduling__hours *h = NEW(&t->a, scheduling__hours);
        *h = (scheduling__hours){h->base, weekday, 510, 990};
        APPEND(&t->a, w, hours, h);
    }
    w->start_area = NEW(&t->a, sippe__postal_code);
    w->start_area->code = "H2M";
    int reason = CALL(t->w, &t->a, "scheduling", "coordinator", scheduling, PutWorker, put_worker, in, &out);
    if (reason) refused("a worker", reason);
}

static void told(struct team *t, struct id subject, const ProtobufCMessage *event, struct samples *s) {
    int64_t from = samples_now_us();
    feeder_say(t->w, &t->a, subject, event);
    world_settle(t->w, 60000);
    samples_add(s, samples_now_us() - from);
    arena_reset(&t->a);
}

static sippe__follow_up_anchor *anchor_add(struct team *t, sippe__follow_up_facts *f, sippe__anchor_kind kind) {
    sippe__follow_up_anchor *n = NEW(&t->a, sippe__follow_up_anchor);
    n->anchor_id = id_field(&t->a, numbered(1));
    n->kind = kind;
    APPEND(&t->a, f, anchors, n);
    return n;
}

/* Half of them await a child, half have one of up to four years. */
static void enrol(struct team *t, uint32_t n, struct samples *s) {
    intake__follow_up_told *e = NEW_WITH_PERSONAL(&t->a, intake__follow_up_told);
    sippe__follow_up_facts *f = e->personal->facts = NEW(&t->a, sippe__follow_up_facts);
    e->enrolment_id = id_field(&t->a, numbered(2 * n));
    e->family_id = id_field(&t->a, numbered(2 * n + 1));
    e->clsc_code = "99001";
    e->standing = FOLLOW_UP_STANDING_OPEN;
    e->enrolled_ms = world_now_ms(t->w);
    e->act_by = civil_date(&t->a, t->today + 7);
    e->personal->family_number = "1042-9";
    f->language = NEW(&t->a, sippe__language);
    f->language->code = "fr";
    sippe__follow_up_anchor *anchor = anchor_add(t, f, n % 2 ? ANCHOR_KIND_PREGNANCY : ANCHOR_KIND_CHILD);
    if (n % 2)
        anchor->due_date = civil_date(&t->a, t->today + (day)(n * 7 % 190));
    else
        anchor->birth_date = civil_date(&t->a, t->today - (day)(n * 13 % 1400));
    told(t, numbered(2 * n), &e->base, s);
}

static void candidates(struct team *t, uint32_t n, struct samples *s) {
    scheduling__list_candidates_request *in = NEW(&t->a, scheduling__list_candidates_request);
    scheduling__list_candidates_reply *out;
    in->enrolment_id = id_field(&t->a, numbered(2 * n));
    int64_t from = samples_now_us();
    int reason = CALL(t->w, &t->a, "scheduling", "coordinator", scheduling, ListCandidates, list_candidates, in, &out);
    if (reason) refused("candidates", reason);
    samples_add(s, samples_now_us() - from);
    arena_reset(&t->a);
}

static scheduling__family_visits_reply *visits(struct team *t, uint32_t n) {
    scheduling__family_visits_request *in = NEW(&t->a, scheduling__family_visits_request);
    scheduling__family_visits_reply *out;
    in->family_id = id_field(&t->a, numbered(2 * n + 1));
    int reason = CALL(t->w, &t->a, "scheduling", "coordinator", scheduling, FamilyVisits, family_visits, in, &out);
    if (reason) refused("visits", reason);
    return out;
}

static void show(struct team *t, uint32_t n, struct samples *s) {
    int64_t from = samples_now_us();
    visits(t, n);
    samples_add(s, samples_now_us() - from);
    arena_reset(&t->a);
}

static void confirm(struct team *t, uint32_t n, int worker, struct samples *s) {
    scheduling__confirm_key_worker_request *in = NEW(&t->a, scheduling__confirm_key_worker_request);
    scheduling__confirm_key_worker_reply *out;
    in->enrolment_id = id_field(&t->a, numbered(2 * n));
    in->enrolment_version = visits(t, n)->enrolment_version;
    in->worker = code_of(&t->a, worker);
    int64_t from = samples_now_us();
    int reason =
        CALL(t->w, &t->a, "scheduling", "coordinator", scheduling, ConfirmKeyWorker, confirm_key_worker, in, &out);
    if (reason) refused("a key worker", reason);
    samples_add(s, samples_now_us() - from);
    arena_reset(&t->a);
}

static void born(struct team *t, uint32_t n, struct samples *s) {
    intake__follow_up_told *e = NEW_WITH_PERSONAL(&t->a, intake__follow_up_told);
    e->personal->facts = NEW(&t->a, sippe__follow_up_facts);
    e->enrolment_id = id_field(&t->a, numbered(2 * n));
    e->family_id = id_field(&t->a, numbered(2 * n + 1));
    e->standing = FOLLOW_UP_STANDING_OPEN;
    anchor_add(t, e->personal->facts, ANCHOR_KIND_CHILD)->birth_date = civil_date(&t->a, t->today - 3);
    told(t, numbered(2 * n), &e->base, s);
}

static void list(struct team *t, struct samples *s) {
    sippe__list_work_request *in = NEW(&t->a, sippe__list_work_request);
    sippe__list_work_reply *out;
    int64_t from = samples_now_us();
    int reason = world_call(t->w, &t->a, "scheduling", "coordinator", "scheduling.ListWork", world_request_id(t->w),
                            &in->base, &sippe__list_work_reply__descriptor, (void *)&out, NULL);
    if (reason) refused("work", reason);
    samples_add(s, samples_now_us() - from);
    arena_reset(&t->a);
}

static void print(struct samples *s, const char *what) {
    int64_t sum = 0;
    for (size_t i = 0; i < s->n; i++) sum += s->us[i];
    samples_print(s, what, 1, (double)sum / 1e6);
    samples_close(s);
    *s = (struct samples){.us = NULL};
}

static void run(struct team *t, uint32_t families, int workers) {
    struct samples s = {.us = NULL};
    for (int i = 0; i < workers; i++) put_worker(t, i);
    for (uint32_t n = 0; n < families; n++) enrol(t, n, &s);
    print(&s, "an enrolment is told");
    for (uint32_t n = 0; n + 40 < families; n++) confirm(t, n, (int)n % workers, &s);
    samples_close(&s);
    s = (struct samples){.us = NULL};
    for (uint32_t n = families - 40; n < families; n++) candidates(t, n, &s);
    print(&s, "ListCandidates");
    for (uint32_t n = families - 40; n < families; n++) confirm(t, n, (int)n % workers, &s);
    print(&s, "ConfirmKeyWorker");
    for (uint32_t n = 0; n < families; n++) show(t, n, &s);
    print(&s, "FamilyVisits");
    for (int i = 0; i < 40; i++) list(t, &s);
    print(&s, "ListWork");
    for (uint32_t n = 1; n < families && n < 200; n += 2) born(t, n, &s);
    print(&s, "a birth is told");
}

int main(int argc, char **argv) {
    uint32_t families = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 400;
    int workers = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 40;
    if (families <= 40 || workers < 1) {
        fprintf(stderr, "bench-follow FAMILIES (over 40) WORKERS\n");
        return 2;
    }
    struct team t = {.today = day_parse("2026-03-02")};
    struct world_options o = {.seed = 3,
                              .services = both,
                              .n_services = 2,
                              .territory = "test",
                              .start_ms = wall_instant((struct zone){-300, true}, (struct wall){t.today, 600})};
    t.w = world_new(&o);
    arena_init(&t.a);
    world_key(t.w, "operator", ROLE_OPERATOR, "");
    world_key(t.w, "coordinator", ROLE_COORDINATOR, "");
    feeder_adopt(t.w, &t.a, rules_for_tests(&t.a, "test"));
    run(&t, families, workers);
    arena_close(&t.a);
    world_free(t.w);
    return 0;
}
