/* Defines <service>_service of a service's tables. In its tables.c, after its tables.h, once:
 *
 *   #define SERVICE intake
 *   #define TABLES "intake/tables.def"
 *   #include "engine/tables/define.h"
 *
 * Each array is one walk over the tables (each.h); what a walk does not define says nothing in it. each.h takes all
 * kinds back at its end, so each walk begins with none defined. An array of which a service has no row is empty, which
 * gcc and clang allow. */
#include "engine/tables/row.h"

/* Whose a request's subject is: the owner of the thing that its field names. */
#define OWNED(rpc, thing, field)                                                                                       \
    static struct owned GLUE(owner_, rpc)(struct view * v, const RPC_TYPE(rpc, _request) * in) {                       \
        return GLUE(OURS(owner_of_), thing)(v, in->field);                                                             \
    }
#define COMMAND(rpc, roles, thing, field) OWNED(rpc, thing, field)
#define QUERY(rpc, roles, thing, field)   OWNED(rpc, thing, field)
#include "engine/tables/each.h"

#define OWNER_BY(rpc)                      CHECKED(GLUE(owner_, rpc), OWNER_OF(rpc))
#define OWNER_ASKED(rpc)                   CHECKED(GLUE(OURS(owner_of_), rpc), OWNER_OF(rpc))
#define COMMAND(rpc, roles, thing, field)  METHOD_ROW(decide, false, rpc, roles, OURS(rpc), OWNER_BY(rpc)),
#define COMMAND_ASK(rpc, roles)            METHOD_ROW(decide, false, rpc, roles, OURS(rpc), OWNER_ASKED(rpc)),
#define COMMAND_OPEN(rpc, roles)           METHOD_ROW(decide, false, rpc, roles, OURS(rpc), NULL),
#define QUERY(rpc, roles, thing, field)    METHOD_ROW(query, true, rpc, roles, OURS(rpc), OWNER_BY(rpc)),
#define QUERY_ASK(rpc, roles)              METHOD_ROW(query, true, rpc, roles, OURS(rpc), OWNER_ASKED(rpc)),
#define QUERY_OPEN(rpc, roles)             METHOD_ROW(query, true, rpc, roles, OURS(rpc), NULL),
#define QUERY_OPEN_OF(package, rpc, roles) METHOD_ROW_OF(package, query, true, rpc, roles, OURS(rpc), NULL),
static const struct method methods[] = {
#include "engine/tables/each.h"
};

#define SHOWN(rpc_, shows_, parts_) {.rpc = RPC_EXISTS(rpc_) ? #rpc_ : NULL, .shows = (shows_), .parts = (parts_)},
#define LOGGED(rpc, shows)          SHOWN(rpc, shows, false)
#define LOGGED_PARTS(rpc, shows)    SHOWN(rpc, shows, true)
#define TOUCHES(rpc, shows)         SHOWN(rpc, shows, false)
#define UNLOGGED(rpc)               SHOWN(rpc, 0u, false)
static const struct shown shown[] = {
#include "engine/tables/each.h"
};

/* An event for a partner goes to no daemon: what it may hold is what that partner's consent covers, so it is a type of
 * its own. */
#define APPLIED(Type, type, audience, partner) EVENT_ROW(Type, audience, partner, GLUE(OURS(on_), type)),
#define EVENT(type, audience)                  APPLIED(TYPE_OF(SERVICE, type), type, audience, false)
#define EVENT_OF(package, type, audience)      APPLIED(TYPE_OF(package, type), type, audience, false)
#define EVENT_PARTNER(type)                    APPLIED(TYPE_OF(SERVICE, type), type, TO_NOBODY, true)
#define EVENT_SAID(type, audience)             EVENT_SAID_ROW(TYPE_OF(SERVICE, type), audience, false),
#define EVENT_SAID_OF(package, type, audience) EVENT_SAID_ROW(TYPE_OF(package, type), audience, false),
#define EVENT_SAID_PARTNER(type)               EVENT_SAID_ROW(TYPE_OF(SERVICE, type), TO_NOBODY, true),
static const struct event events[] = {
#include "engine/tables/each.h"
};

#define LIFTED(From, To, from)     LIFT_ROW(From, To, GLUE(OURS(lift_), from)),
#define LIFT(from, to)             LIFTED(TYPE_OF(SERVICE, from), TYPE_OF(SERVICE, to), from)
#define LIFT_OF(package, from, to) LIFTED(TYPE_OF(package, from), TYPE_OF(package, to), from)
static const struct lift lifts[] = {
#include "engine/tables/each.h"
};

#define FOLLOWED(journal, Type, type, passes)      REACTION_ROW(#journal, Type, passes, GLUE(OURS(follow_), type)),
#define REACTION(journal, type)                    FOLLOWED(journal, TYPE_OF(journal, type), type, false)
#define REACTION_PASSES(journal, type)             FOLLOWED(journal, TYPE_OF(journal, type), type, true)
#define REACTION_PASSES_OF(journal, package, type) FOLLOWED(journal, TYPE_OF(package, type), type, true)
static const struct reaction reactions[] = {
#include "engine/tables/each.h"
};

/* Deadlines and row tables are objects by themselves, and the arrays point to them: code names one by its object, so
 * that a misspelt name does not compile. */
#define DEADLINE(name) const struct deadline OURS(name) = {#name, GLUE(OURS(name), _due)};
#include "engine/tables/each.h"
#define DEADLINE(name) &OURS(name),
static const struct deadline *const deadlines[] = {
#include "engine/tables/each.h"
};

#define JOB(name, again, at_once)      const struct job OURS(name) = JOB_ROW(name, again, at_once);
#define JOB_POST(name, again, at_once) const struct job OURS(name) = JOB_POST_ROW(name, again, at_once);
#include "engine/tables/each.h"
#define JOB(name, again, at_once)      &OURS(name),
#define JOB_POST(name, again, at_once) &OURS(name),
static const struct job *const jobs[] = {
#include "engine/tables/each.h"
};

#define TABLE_(name_, row, open_)                                                                                      \
    const struct row_table OURS(name_) = {.name = #name_, .type = &GLUE(ROW_TYPE(row), __descriptor), .open = open_};
#define TABLE(name, row)      TABLE_(name, row, false)
#define TABLE_OPEN(name, row) TABLE_(name, row, true)
#define SET_OPEN(name_)       const struct row_table OURS(name_) = {.name = #name_, .open = true};
#define INDEXED(name_, table, row, ...)                                                                                \
    const struct row_table OURS(name_) = {                                                                             \
        .name = #name_, .of = &OURS(table), .keys = CHECKED(GLUE(OURS(name_), _keys), KEYS_OF(row)), __VA_ARGS__};
#define INDEX(name, table, row, number)   INDEXED(name, table, row, .version = number)
#define INDEX_IN_MEMORY(name, table, row) INDEXED(name, table, row, .version = 1, .in_memory = true)
#define INDEX_IN_MEMORY_OF(name, table, row, set)                                                                      \
    INDEXED(name, table, row, .version = 1, .in_memory = true, .those = &OURS(set))
#define LIST_IN_MEMORY(name, table, row) INDEXED(name, table, row, .version = 1, .in_memory = true, .list = true)
#include "engine/tables/each.h"
#define TABLE(name, row)                            &OURS(name),
#define TABLE_OPEN(name, row)                       &OURS(name),
#define SET_OPEN(name)                              &OURS(name),
#define INDEX(name, table, row, version)            &OURS(name),
#define INDEX_IN_MEMORY(name, table, row)           &OURS(name),
#define INDEX_IN_MEMORY_OF(name, table, row, those) &OURS(name),
#define LIST_IN_MEMORY(name, table, row)            &OURS(name),
static const struct row_table *const rows[] = {
#include "engine/tables/each.h"
};

#define WATCHED(index) &OURS(index),
static const struct row_table *const watched[] = {
#include "engine/tables/each.h"
};

#define RESTORED(name) GLUE(OURS(name), _restored),
static restored_fn *const restored[] = {
#include "engine/tables/each.h"
};

#define FOLLOWS(journal) #journal,
static const char *const follows[] = {
#include "engine/tables/each.h"
};

/* Exactly one LAYOUT: without it, or with two, this does not compile. */
#define LAYOUT(number) enum { ROWS_LAYOUT = number };
#include "engine/tables/each.h"

#define TEXT_(name) #name
#define TEXT(name)  TEXT_(name)
const struct service OURS(service) = {
    .name = TEXT(SERVICE),
    .contract = &GLUE3(SERVICE, __, GLUE(SERVICE, __descriptor)),
    .methods = methods,
    .n_methods = sizeof methods / sizeof *methods,
    .shown = shown,
    .n_shown = sizeof shown / sizeof *shown,
    .events = events,
    .n_events = sizeof events / sizeof *events,
    .lifts = lifts,
    .n_lifts = sizeof lifts / sizeof *lifts,
    .reactions = reactions,
    .n_reactions = sizeof reactions / sizeof *reactions,
    .deadlines = deadlines,
    .n_deadlines = sizeof deadlines / sizeof *deadlines,
    .jobs = jobs,
    .n_jobs = sizeof jobs / sizeof *jobs,
    .restored = restored,
    .n_restored = sizeof restored / sizeof *restored,
    .rows = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .watched = watched,
    .n_watched = sizeof watched / sizeof *watched,
    .follows = follows,
    .n_follows = sizeof follows / sizeof *follows,
    .layout = ROWS_LAYOUT,
};
