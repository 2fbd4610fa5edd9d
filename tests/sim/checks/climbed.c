/* What is long past its day is the coordinators' too: on the list that each of the two daemons gives, said on the item, and
 * found by whoever asks for the coordinators' work alone. The day is counted here from the rules. */
#include <stdlib.h>
#include "civil/civil.h"
#include "sim.h"

enum { PAGE = 200, PAGES_MAX = 100 };

static const struct work_list {
    const char *daemon, *method;
} lists[] = {{"intake", "intake.ListWork"}, {"scheduling", "scheduling.ListWork"}};

static int by_thing(const void *a, const void *b) {
    const sippe__work_item *x = *(sippe__work_item *const *)a, *y = *(sippe__work_item *const *)b;
    int order = memcmp(x->thing.data, y->thing.data, ID_LEN);
    return order ? order : (int)x->kind - (int)y->kind;
}

struct items {
    sippe__work_item **items;
    size_t n_items;
};

/* All pages of one role's, or of everybody's; by thing and kind. */
static struct items listed(struct sim *s, struct arena *a, const struct work_list *of, sippe__role role) {
    struct items out = {0};
    sippe__list_work_request *r = NEW(a, sippe__list_work_request);
    r->role = role;
    r->limit = PAGE;
    for (int page = 0; page < PAGES_MAX; page++) {
        sippe__list_work_reply *reply = NULL;
        int reason = SIM_CALL(s, a, of->daemon, "coordinator", of->method, r, &reply);
        if (reason) sim_fault(s, (struct id){{0}}, "%s is answered %d", of->method, reason);
        if (reason) break;
        for (size_t i = 0; i < reply->n_items; i++) APPEND(a, &out, items, reply->items[i]);
        r->after = reply->next;
        if (!r->after.len) break;
    }
    if (out.n_items) qsort(out.items, out.n_items, sizeof *out.items, by_thing);
    return out;
}

static bool holds(const struct items *list, sippe__work_item *item) {
    return list->n_items && bsearch(&item, list->items, list->n_items, sizeof *list->items, by_thing);
}

/* The first day on which it is the coordinators'. */
static day climbs_on(struct sim *s, struct arena *a, const char *daemon, day due, day today) {
    const sippe__territory *t = rules_on(world_view(s->world, daemon, a), today, NULL);
    struct calendar calendar = civil_calendar(a, t);
    return calendar_add_working(&calendar, due, t->delays->climb);
}

static bool item_has_climbed(struct sim *s, const char *daemon, sippe__work_item *item, const struct items *theirs) {
    struct id about = id_of(item->thing);
    if (!item->climbed)
        return sim_fault(s, about, "%s: work of kind %d is its first role's alone past its climb", daemon, item->kind);
    return holds(theirs, item) ||
           sim_fault(s, about, "%s: work of kind %d has climbed, and is not on the coordinators' list", daemon,
                     item->kind);
}

static bool list_has_climbed(struct sim *s, const struct work_list *of) {
    struct arena a;
    arena_init(&a);
    day today = civil_day(day_on(s, &a, 0)); /* before the lists: what they show is of this day or a later one */
    struct items all = listed(s, &a, of, ROLE_UNSPECIFIED), theirs = listed(s, &a, of, ROLE_COORDINATOR);
    bool sound = !s->fault[0];
    for (size_t i = 0; sound && i < all.n_items; i++) {
        sippe__work_item *item = all.items[i];
        bool past = climbs_on(s, &a, of->daemon, civil_day(item->due_on), today) <= today;
        if (item->role != ROLE_COORDINATOR && past) sound = item_has_climbed(s, of->daemon, item, &theirs);
    }
    arena_close(&a);
    return sound;
}

bool checks_climbed(struct sim *s) { return list_has_climbed(s, &lists[0]) && list_has_climbed(s, &lists[1]); }
