/* A coordinator takes over families that were followed before, a sheet of a few rows at a time, looks at it, and takes
 * one back now and then. Nobody else in a run knows these families. */
#include "sim.h"

enum { ROWS_OF_A_SHEET = 3, SHEETS = 4 };

static ProtobufCBinaryData sheet_id(struct arena *a, int n) {
    return id_field(a, (struct id){{11, [15] = (uint8_t)n}});
}

/* Some with nobody who works here, some with a visit agreed when others are there already. */
static intake__taken_over_family *row_of(struct clerk *c, struct arena *a, int n) {
    struct sim *s = c->task.sim;
    intake__taken_over_family *r = NEW(a, intake__taken_over_family);
    intake__child *child = NEW(a, intake__child);
    r->reference = arena_printf(a, "R-%d", n);
    r->clsc_code = desk_clscs[prng_below(&s->prng, DESKS)];
    r->identity = NEW(a, intake__identity);
    r->identity->name = NEW(a, sippe__person_name);
    r->identity->name->family = arena_printf(a, "Reprise %d", n);
    r->identity->name->given = "Anne";
    r->identity->birth_date = day_on(s, a, -9000 - n);
    if (!chance(s, 10)) r->language = NEW(a, sippe__language);
    if (r->language) r->language->code = "fr";
    child->birth_date = day_on(s, a, -200);
    APPEND(a, r, children, child);
    r->key_worker = chance(s, 80) ? arena_printf(a, "w%d", (int)prng_below(&s->prng, WORKERS) + 1) : "w99";
    r->followed_since = day_on(s, a, -300);
    if (chance(s, 80)) r->last_visit_on = day_on(s, a, -6);
    if (chance(s, 80)) r->next_visit_at = instant_on(s, a, (int64_t)(24 + prng_below(&s->prng, 200)) * HOUR);
    r->none_of_known = YES_NO_YES;
    return r;
}

static void taken_over(void *task, const sippe__reply *reply) {
    struct clerk *c = task;
    struct arena a;
    arena_init(&a);
    if (reply_reason(reply) == 0)
        c->task.sim->taken_over_family =
            id_of(UNPACK(&a, intake__take_over_family_reply, span_pb(reply->body), MESSAGE_OPEN)->family_id);
    arena_close(&a);
    clerk_done(task, reply);
}

static bool take_over(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (s->taken_over == ROWS_OF_A_SHEET * SHEETS) return false;
    intake__take_over_family_request *r = NEW(a, intake__take_over_family_request);
    int n = s->taken_over++;
    r->batch_id = sheet_id(a, n / ROWS_OF_A_SHEET);
    r->family = row_of(c, a, n);
    if (chance(s, 30)) r->on = day_on(s, a, 3);
    task_call(&c->task, "intake", "coordinator", "intake.TakeOverFamily", &r->base, "sippe.intake.FamilyTakenOver",
              taken_over);
    return true;
}

/* So that her sheet is not simply taken back. */
static bool book(struct clerk *c, struct arena *a) {
    struct sim *s = c->task.sim;
    if (id_is_zero(s->taken_over_family)) return false;
    scheduling__book_visit_request *r = NEW(a, scheduling__book_visit_request);
    r->family_id = id_field(a, s->taken_over_family);
    int64_t in = (int64_t)(2 + prng_below(&s->prng, 150)) * HOUR;
    r->start = instant_on(s, a, in);
    if (chance(s, 80)) r->start->ms -= r->start->ms % (24 * HOUR) - 15 * HOUR; /* ten in the morning, in winter */
    r->minutes = 60;
    CLERK_SEND(c, "scheduling", "coordinator", "scheduling.BookVisit", r, "sippe.scheduling.VisitBooked");
    return true;
}

static bool preview(struct clerk *c, struct arena *a) {
    intake__preview_take_over_request *r = NEW(a, intake__preview_take_over_request);
    r->family = row_of(c, a, (int)prng_below(&c->task.sim->prng, 20));
    CLERK_SEND(c, "intake", "coordinator", "intake.PreviewTakeOver", r, NULL);
    return true;
}

static bool list(struct clerk *c, struct arena *a) {
    intake__list_take_overs_request *r = NEW(a, intake__list_take_overs_request);
    CLERK_SEND(c, "intake", "coordinator", "intake.ListTakeOvers", r, NULL);
    return true;
}

static int some_sheet(struct sim *s) {
    return (int)prng_below(&s->prng, (uint64_t)(s->taken_over / ROWS_OF_A_SHEET) + 1);
}

static bool get(struct clerk *c, struct arena *a) {
    intake__get_take_over_request *r = NEW(a, intake__get_take_over_request);
    r->batch_id = sheet_id(a, some_sheet(c->task.sim));
    CLERK_SEND(c, "intake", "coordinator", "intake.GetTakeOver", r, NULL);
    return true;
}

/* Several families of one request: how many there were is looked at in the sheet (tests/contract). */
static bool undo(struct clerk *c, struct arena *a) {
    if (!chance(c->task.sim, 60)) return false;
    intake__undo_take_over_request *r = NEW(a, intake__undo_take_over_request);
    r->batch_id = sheet_id(a, some_sheet(c->task.sim));
    r->reason = "mauvais classeur";
    r->rest = chance(c->task.sim, 70);
    CLERK_SEND(c, "intake", "coordinator", "intake.UndoTakeOver", r, NULL);
    return true;
}

static deed_fn *const all[] = {take_over, take_over, book, preview, book, get, book, undo, list, book, undo};
const struct deeds deeds_of_take_overs = {all, sizeof all / sizeof all[0]};
