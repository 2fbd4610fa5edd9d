#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include "rules.h"
#include "services.h"
#include "years.h"

enum { START_DAY = 20759, FAMILIES_PER_WORKER = 6, LATE_AT_MOST = 21, PAGE = 200 }; /* 2026-11-02, a Monday */

bool years_fault(struct years *y, const char *format, ...) {
    char text[300];
    va_list list;
    int year, month, dom;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    day_parts(y->today, &year, &month, &dom);
    if (!y->s.fault[0])
        snprintf(y->s.fault, sizeof y->s.fault, "seed %llu, %04d-%02d-%02d: %s", (unsigned long long)y->o.seed, year,
                 month, dom, text);
    return false;
}

const char *years_team_of(const intake__get_family_reply *f) {
    return team_names[strcmp(f->clsc_code, desk_clscs[1]) == 0];
}

/* ---- the territory ---- */

static sippe__territory *rules_of(struct years *y, int edition) {
    sippe__territory *t = sim_rules(&y->a);
    t->access->care_team = CARE_TEAM_OPEN;
    t->label = arena_printf(&y->a, "2026-%d", edition + 2);
    t->valid_from = day_on(&y->s, &y->a, 0);
    for (size_t i = 0; i < t->visits->n_cadence; i++) /* from weekly to fortnightly, and so on: rarer each time */
        if (t->visits->cadence[i]->anchor == CADENCE_ANCHOR_BIRTH) t->visits->cadence[i]->interval_days += 7 * edition;
    return t;
}

static void adopt(struct years *y, int edition) {
    intake__adopt_territory_request *in = NEW(&y->a, intake__adopt_territory_request);
    in->territory = rules_of(y, edition);
    int reason = YEARS_CALL(y, "intake", "operator", intake, AdoptTerritory, adopt_territory, in, NULL);
    y->told = true;
    if (reason) years_fault(y, "rules are refused with reason %d", reason);
    if (!world_settle(y->s.world, 60000)) years_fault(y, "the rules are not heard of");
}

static void put_worker(struct years *y, int i, bool works) {
    scheduling__put_worker_request *in = NEW(&y->a, scheduling__put_worker_request);
    in->worker = NEW(&y->a, scheduling__worker);
    worker_fill(&y->a, in->worker, i);
    in->worker->discipline = i / DESKS % 2 ? DISCIPLINE_SOCIAL_WORKER : DISCIPLINE_NURSE; /* both in each CLSC */
    in->worker->cap_tenths = 400;
    if (!works) {
        in->worker->n_hours = 0;
        y->workers_left |= UINT64_C(1) << i;
        y->told = true;
    }
    int reason = YEARS_CALL(y, "scheduling", "coordinator", scheduling, PutWorker, put_worker, in, NULL);
    if (reason) years_fault(y, "a worker is refused with reason %d", reason);
}

/* ---- the lists ---- */

struct work_list {
    const sippe__work_item **items;
    size_t n;
};

static void list_of(struct years *y, const char *daemon, struct work_list *out) {
    ProtobufCBinaryData after = {0, NULL};
    do {
        sippe__list_work_request *in = NEW(&y->a, sippe__list_work_request);
        sippe__list_work_reply *page = NULL;
        in->limit = PAGE;
        in->after = after;
        const char *method = strcmp(daemon, "intake") == 0 ? "intake.ListWork" : "scheduling.ListWork";
        int reason = world_call(y->s.world, &y->a, daemon, "coordinator", method, world_request_id(y->s.world),
                                &in->base, &sippe__list_work_reply__descriptor, &page, NULL);
        if (reason) return (void)years_fault(y, "a list of %s is refused with reason %d", daemon, reason);
        for (size_t i = 0; i < page->n_items; i++)
            *(const sippe__work_item **)message_grow(&y->a, (void **)&out->items, &out->n, sizeof *out->items) =
                page->items[i];
        after = page->next;
    } while (after.len);
}

static struct work_list lists(struct years *y) {
    struct work_list all = {NULL, 0};
    list_of(y, "intake", &all);
    list_of(y, "scheduling", &all);
    return all;
}

/* Which of our families; the number of a family that was merged into another is the other's. */
static int number_of(struct years *y, const sippe__work_item *w) {
    const struct life *l = w->family_id.len ? life_of(y, w->family_id) : NULL;
    return l ? (int)(l - y->lives) + 1 : 0;
}

static void list_print(struct years *y, const struct work_list *list) {
    int year, month, dom;
    day_parts(y->today, &year, &month, &dom);
    fprintf(y->listed, "\n%04d-%02d-%02d, %zu\n", year, month, dom, list->n);
    for (size_t i = 0; i < list->n; i++) {
        const sippe__work_item *w = list->items[i];
        const ProtobufCEnumValue *kind =
            protobuf_c_enum_descriptor_get_value(&sippe__work_kind__descriptor, (int)w->kind);
        const ProtobufCEnumValue *role = protobuf_c_enum_descriptor_get_value(&sippe__role__descriptor, (int)w->role);
        day due = civil_day(w->due_on);
        fprintf(y->listed, "  %+4d  %-16s %-34s", due == DAY_NONE ? 999 : (int)(due - y->today), role->name + 5,
                kind->name + 10);
        fprintf(y->listed, number_of(y, w) ? "  family %d\n" : "\n", number_of(y, w));
    }
}

/* ---- a day ---- */

static bool is_due(const struct years *y, const sippe__work_item *w) {
    day due = civil_day(w->due_on);
    bool visits =
        w->kind == WORK_KIND_VISIT_DUE || w->kind == WORK_KIND_FIRST_VISIT || w->kind == WORK_KIND_CONFIRM_VISIT;
    if (w->kind == WORK_KIND_ENROL || w->kind == WORK_KIND_KEY_WORKER) return true;
    return due != DAY_NONE && due <= y->today + (visits ? 7 : 0);
}

static void refused(struct years *y, const sippe__work_item *w) {
    y->refused++;
    if (y->listed)
        fprintf(y->listed, "! family %d, work of kind %d: %s was answered %d\n", number_of(y, w), (int)w->kind,
                y->asked, y->reason);
}

static void work(struct years *y, const struct work_list *list) {
    for (size_t i = 0; i < list->n && !y->s.fault[0]; i++) {
        if (!is_due(y, list->items[i])) continue;
        if (policy_act(y, list->items[i]))
            y->done++;
        else
            refused(y, list->items[i]);
    }
}

/* How many days it has lain there: of whoever was another until today, since she is on the lists again. */
static int days_late(struct years *y, const sippe__work_item *w, day due) {
    const struct life *l = w->family_id.len ? life_of(y, w->family_id) : NULL;
    day since = l && l->parted_on > due ? l->parted_on : due;
    return since == DAY_NONE ? 0 : (int)(y->today - since);
}

/* Ended by a visit alone: missed again and again, and agreed anew each time in three weeks, it is owed as long. */
static bool by_visits(const sippe__work_item *w) {
    return w->kind == WORK_KIND_VISIT_DUE || w->kind == WORK_KIND_ACCESS;
}

/* What a person did each day what it asked for is not left lying. */
static void nobody_is_lost(struct years *y) {
    struct work_list list = lists(y);
    for (size_t i = 0; i < list.n; i++) {
        const sippe__work_item *w = list.items[i];
        day due = civil_day(w->due_on);
        int late = days_late(y, w, due);
        if (due == DAY_NONE) years_fault(y, "work of kind %d has no day", (int)w->kind);
        if (late > y->latest) y->latest = late;
        if (late > (by_visits(w) ? 3 * LATE_AT_MOST : LATE_AT_MOST))
            years_fault(y, "work of kind %d about family %d is %d days late", (int)w->kind, number_of(y, w), late);
    }
}

static bool is_working(day d) { return day_weekday(d) != SATURDAY && day_weekday(d) != SUNDAY; }

static bool is_listed(const struct years *y) {
    int year, month, dom;
    day_parts(y->today, &year, &month, &dom);
    return y->listed && (y->told || (month == 3 && dom >= 8 && dom <= 14));
}

/* Somebody else comes, two days before: of the same CLSC and discipline. */
static void worker_leaves(struct years *y, int who) {
    put_worker(y, y->n_workers, true);
    y->n_workers++;
    put_worker(y, who, false);
}

/* The clocks change on a Sunday at two: what is due that night comes in its hours, and the day after is listed. */
static bool clocks_change(day d) {
    return zone_offset_min(YEARS_ZONE, day_start_ms(YEARS_ZONE, d)) !=
           zone_offset_min(YEARS_ZONE, day_start_ms(YEARS_ZONE, d + 1));
}

static void turning_points(struct years *y) {
    int n = (int)(y->today - y->first);
    if (n == 730 || n == 1460) adopt(y, n / 730);
    if (n % 300 == 200) worker_leaves(y, n / 300);
    if (n % 365 == 300) world_crash(y->s.world, daemon_names[n / 365 % DAEMONS]);
}

static void passes_to(struct years *y, int64_t at_ms) {
    world_pass(y->s.world, at_ms - world_now_ms(y->s.world));
    world_run(y->s.world, 3000);
}

static void day_begins(struct years *y) {
    int64_t midnight = day_start_ms(YEARS_ZONE, y->today);
    if (clocks_change(y->today))
        for (int half = 1; half < 9; half++) passes_to(y, midnight + half * HOUR / 2);
    passes_to(y, wall_instant(YEARS_ZONE, (struct wall){y->today, 9 * 60}));
    arena_reset(&y->a);
    y->told = clocks_change(y->today - 1);
}

static void happens_and_is_done(struct years *y) {
    if (lives_taken_over_on(y, y->today)) lives_take_over(y);
    lives_today(y);
    if (!is_working(y->today) || y->s.fault[0]) return;
    if (!world_settle(y->s.world, 60000)) years_fault(y, "the followers never catch up");
    struct work_list list = lists(y);
    if (is_listed(y)) list_print(y, &list);
    if (!y->o.idle) work(y, &list);
    policy_partners(y);
    if (!world_settle(y->s.world, 60000)) years_fault(y, "the followers never catch up");
    nobody_is_lost(y);
}

static void one_day(struct years *y) {
    day_begins(y);
    turning_points(y);
    if (disaster_on(y) && !y->s.fault[0]) {
        disaster_backup(y);
        happens_and_is_done(y);
        if (!y->s.fault[0]) disaster_strikes(y);
    }
    if (!y->s.fault[0]) happens_and_is_done(y);
}

/* ---- the run ---- */

static bool years_open(struct years *y) {
    prng_init(&y->s.prng, y->o.seed ^ 0x11fe);
    families_init(&y->s.families, y->o.seed, START_DAY);
    y->first = y->today = START_DAY;
    setup_keys(&y->s);
    world_turned(y->s.world, years_turned, y);
    world_stepped(y->s.world, years_stepped, y);
    if (!setup_territory(&y->s)) return false;
    adopt(y, 0);
    y->n_workers = WORKERS + y->o.families / FAMILIES_PER_WORKER;
    for (int i = 0; i < y->n_workers; i++) put_worker(y, i, true);
    lives_draw(y);
    return !y->s.fault[0];
}

static void years_print(const struct years *y) {
    printf("%d families, %d years: %zu pieces of work done, %zu refused; %zu visits booked, %zu recorded; at most %d "
           "days late\n",
           y->o.families, y->o.years, y->done, y->refused, y->booked, y->recorded, y->latest);
    printf(
        "%d taken over by a sheet, %zu taken for another and %zu parted again, %zu things reassigned, %zu moved, %zu "
        "erased; %d times put back\n",
        y->n_taken_over, y->merged, y->parted, y->reassigned, y->moved, y->erased, y->restored);
}

/* All rows from the journals, as after another layout; what that takes of a processor is said. */
static void made_anew(struct years *y) {
    for (size_t i = 0; i < DAEMONS && !y->s.fault[0]; i++) {
        const char *name = all_services[i]->name;
        clock_t from = clock();
        const char *differs = world_verify_one(y->s.world, name);
        if (differs) years_fault(y, "rebuilt rows differ: %s", differs);
        printf("%s: %llu records made into rows anew and compared in %.2f s\n", name,
               (unsigned long long)world_engine(y->s.world, name)->seq, (double)(clock() - from) / CLOCKS_PER_SEC);
    }
}

int years_run(const struct years_options *o) {
    struct world_options w = {.seed = o->seed,
                              .services = all_services,
                              .n_services = DAEMONS,
                              .territory = "test",
                              .start_ms = START_DAY * DAY + 14 * HOUR};
    struct years y = {.o = *o,
                      .s = {.world = world_new(&w),
                            .owners = owners_new(),
                            .looked = looked_new(),
                            .kept_from = kept_from_new(),
                            .trace = trace_new(),
                            .leaves = leaves_new()}};
    arena_init(&y.a);
    if (o->listed) y.listed = fopen(o->listed, "w");
    if (years_open(&y))
        for (int n = 1; n < 365 * o->years && !y.s.fault[0]; n++) {
            y.today = y.first + n;
            one_day(&y);
        }
    years_print(&y);
    if (!y.s.fault[0]) made_anew(&y);
    if (y.s.fault[0]) printf("%s\n", y.s.fault);
    if (y.listed) fclose(y.listed);
    world_free(y.s.world);
    owners_free(y.s.owners);
    looked_free(y.s.looked);
    kept_from_free(y.s.kept_from);
    trace_free(y.s.trace);
    leaves_free(y.s.leaves);
    arena_close(&y.a);
    disaster_free(&y);
    free(y.lives);
    free(y.events);
    return (y.s.fault[0] != 0) != o->idle;
}
