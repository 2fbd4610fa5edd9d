#include "cli/call/work_pages.h"

#include <stdlib.h>
#include <string.h>
#include "base/id.h"
#include "base/message.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/args.h"
#include "cli/show/output.h"
#include "civil/civil.h"
#include "contract/contract.h"

enum { PAGE_MAX = 200, UNPRESSING = 5 };

/* Where an item stands: what a page's code ends with, and what is compared. */
struct place {
    uint8_t day[4], priority, role, kind, since[8], family[ID_LEN], thing[ID_LEN];
};

static void put_id(uint8_t out[ID_LEN], ProtobufCBinaryData id) {
    memset(out, 0, ID_LEN);
    if (id.len == ID_LEN) memcpy(out, id.data, ID_LEN);
}

static struct place place_of(const sippe__work_item *w) {
    struct place p;
    uint32_t due = (uint32_t)civil_day(w->due_on) ^ 0x80000000u; /* in the order of days, as bytes */
    for (int i = 0; i < 4; i++) p.day[i] = (uint8_t)(due >> (24 - 8 * i));
    p.priority = (uint8_t)(w->priority ? w->priority : UNPRESSING);
    p.role = (uint8_t)w->role;
    p.kind = (uint8_t)w->kind;
    uint64_t since = (uint64_t)civil_ms(w->since) ^ (UINT64_C(1) << 63);
    for (int i = 0; i < 8; i++) p.since[i] = (uint8_t)(since >> (56 - 8 * i));
    put_id(p.family, w->family_id);
    put_id(p.thing, w->thing);
    return p;
}

static int by_place(const void *a, const void *b) {
    struct place x = place_of(*(sippe__work_item *const *)a), y = place_of(*(sippe__work_item *const *)b);
    return memcmp(&x, &y, sizeof x);
}

/* ---- the code of a page: length, where intake goes on, the last place ---- */

struct code {
    ProtobufCBinaryData intake;
    struct place last;
    bool begun; /* a page was shown before */
};

static bool code_read(ProtobufCBinaryData after, struct code *out) {
    *out = (struct code){0};
    if (!after.len) return true;
    size_t n = after.data[0];
    if (after.len != 1 + n + sizeof out->last) return false;
    out->intake = (ProtobufCBinaryData){n, after.data + 1};
    memcpy(&out->last, after.data + 1 + n, sizeof out->last);
    out->begun = true;
    return true;
}

static ProtobufCBinaryData code_write(struct cli *c, ProtobufCBinaryData intake, struct place last) {
    uint8_t *bytes = arena_alloc(&c->arena, 1 + intake.len + sizeof last);
    bytes[0] = (uint8_t)intake.len;
    if (intake.len) memcpy(bytes + 1, intake.data, intake.len);
    memcpy(bytes + 1 + intake.len, &last, sizeof last);
    return (ProtobufCBinaryData){1 + intake.len + sizeof last, bytes};
}

/* ---- one daemon's pages ---- */

enum got { GOT, GOT_NO_BUSINESS, GOT_NOTHING, GOT_REFUSED };

/* A desk has no business with visits, and a territory without rules for them lists none: neither is a fault. */
static bool lists_nothing(const sippe__status *s) {
    return s->reason == REASON_NOT_ALLOWED || s->reason == REASON_TERRITORY_MISSING;
}

static enum got page_of(struct cli *c, enum daemon_name n, const sippe__list_work_request *r,
                        sippe__list_work_reply **out) {
    struct bus_request ask = {.method = contract_method(&c->arena, n, r->base.descriptor, NULL), .message = &r->base};
    sippe__reply *answer = session_ask(c, n, &ask);
    *out = NULL;
    if (!answer) return GOT_NOTHING;
    if (n == DAEMON_SCHEDULING && lists_nothing(answer->status)) {
        return GOT_NO_BUSINESS;
    }
    *out = session_body(c, n, answer, &sippe__list_work_reply__descriptor);
    return *out ? GOT : GOT_REFUSED;
}

/* Up to `want` of them; what stands in `all` besides is its last page's. */
static enum got pages_of(struct cli *c, enum daemon_name n, sippe__list_work_request *r, uint64_t want,
                         sippe__list_work_reply *all) {
    do {
        sippe__list_work_reply *page;
        uint64_t left = want - all->n_items;
        r->limit = (uint32_t)(left < PAGE_MAX ? left : PAGE_MAX);
        enum got got = page_of(c, n, r, &page);
        if (got != GOT) return got;
        for (size_t i = 0; i < page->n_items; i++) APPEND(&c->arena, all, items, page->items[i]);
        r->after = all->next = page->next;
        all->total = n == DAEMON_SCHEDULING ? all->total + page->total : page->total;
        all->overdue = n == DAEMON_SCHEDULING ? all->overdue + page->overdue : page->overdue;
        all->more_than = page->more_than && n != DAEMON_SCHEDULING;
    } while (r->after.len && all->n_items < want);
    return GOT;
}

/* ---- both ---- */

/* Of what scheduling lists only what stands between the page before and the end of intake's page. */
static void merge(struct cli *c, const struct code *code, const sippe__list_work_reply *theirs,
                  sippe__list_work_reply *all) {
    struct place end = {0};
    bool ends = all->next.len && all->n_items;
    if (ends) end = place_of(all->items[all->n_items - 1]);
    for (size_t i = 0; i < theirs->n_items; i++) {
        struct place p = place_of(theirs->items[i]);
        if (code->begun && memcmp(&p, &code->last, sizeof p) <= 0) continue;
        if (!ends || memcmp(&p, &end, sizeof p) <= 0) APPEND(&c->arena, all, items, theirs->items[i]);
    }
    if (all->n_items) qsort(all->items, all->n_items, sizeof *all->items, by_place);
    all->total += theirs->total;
    all->overdue += theirs->overdue;
}

static void away_say(struct cli *c, enum daemon_name n) {
    remark(c, "La liste est sans %s : ce qui en vient n'y paraît pas.",
           "The list is without %s: what is its is not shown.",
           n == DAEMON_INTAKE ? pick(c, "l'accueil (intake)", "intake")
                              : pick(c, "l'agenda (scheduling)", "scheduling"));
}

sippe__list_work_reply *work_pages(struct cli *c, sippe__list_work_request *r) {
    struct code code;
    sippe__list_work_reply *all = NEW(&c->arena, sippe__list_work_reply);
    sippe__list_work_reply *theirs = NEW(&c->arena, sippe__list_work_reply);
    uint64_t want = (uint64_t)arg_number(c, "limit", PAGES_USUAL);
    if (want == 0) want = PAGES_USUAL;
    if (arg_flag(c, "all")) want = UINT64_MAX;
    if (!code_read(r->after, &code)) {
        stop(c, CLI_USAGE, "--after : ce code n'est pas d'une liste de travail.", "--after: no code of a worklist.");
        return NULL;
    }
    r->after = code.intake;
    enum got intake = code.begun && !code.intake.len ? GOT : pages_of(c, DAEMON_INTAKE, r, want, all);
    if (intake == GOT_REFUSED) return NULL;
    r->after = (ProtobufCBinaryData){0};
    enum got scheduling = pages_of(c, DAEMON_SCHEDULING, r, UINT64_MAX, theirs);
    bool away = intake == GOT_NOTHING || scheduling == GOT_NOTHING;
    if (scheduling == GOT_REFUSED || (intake == GOT_NOTHING && scheduling != GOT)) return NULL;
    if (away && c->json) return NULL; /* a program is told the fault alone: half a list looks like a whole one */
    if (intake == GOT_NOTHING) away_say(c, DAEMON_INTAKE);
    if (scheduling == GOT_NOTHING) away_say(c, DAEMON_SCHEDULING);
    merge(c, &code, theirs, all);
    if (all->next.len && all->n_items) all->next = code_write(c, all->next, place_of(all->items[all->n_items - 1]));
    return all;
}
