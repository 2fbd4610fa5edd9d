/* Finding in the tables: those of the store by their index, those of the service by the names in a message. */
#include "engine/rows/rows.h"

const char *const own_tables[TABLE_SERVICE] = {
    [TABLE_META] = "meta",
    [TABLE_JOURNAL] = "journal",
    [TABLE_STREAM] = "stream",
    [TABLE_SUBJECT] = "subject",
    [TABLE_REPLY] = "reply",
    [TABLE_CURSOR] = "cursor",
    [TABLE_MARK] = "mark",
    [TABLE_HEARD] = "heard",
    [TABLE_HELD] = "held",
    [TABLE_HELD_SUBJECT] = "held-subject",
    [TABLE_EXPIRY] = "expiry",
    [TABLE_PASSED] = "passed",
    [TABLE_TYPE] = "type",
    [TABLE_REFUSED] = "refused",
    [TABLE_ATTEMPT] = "attempt",
    [TABLE_ACCESS] = "access",
    [TABLE_ACCESS_OF] = "access-of",
    [TABLE_ACCESS_OPEN] = "access-open",
    [TABLE_ACCESS_MARK] = "access-mark",
    [TABLE_SLOT] = "slot",
    [TABLE_ACKNOWLEDGED] = "acknowledged",
    [TABLE_RECALLED] = "recalled",
    [TABLE_DEADLINE] = "deadline",
    [TABLE_DEADLINE_OF] = "deadline-of",
    [TABLE_JOB] = "job",
    [TABLE_JOB_DUE] = "job-due",
    [TABLE_MEMBER] = "member",
    [TABLE_MEMBER_NAME] = "member-name",
    [TABLE_KEY_PUBLIC] = "key-public",
    [TABLE_RULES] = "rules",
    [TABLE_RESTORED] = "restored",
    [TABLE_LOST] = "lost",
    [TABLE_ERASED] = "erased",
    [TABLE_FILE_ACCESS] = "file-access",
    [TABLE_ACCESS_ENDED] = "access-ended",
};

int engine_tables(const struct service *service, const char *names[STORE_TABLES_MAX]) {
    if (TABLE_SERVICE + service->n_rows > STORE_TABLES_MAX) return ERR_INVALID;
    memcpy(names, own_tables, sizeof own_tables);
    for (size_t i = 0; i < service->n_rows; i++) names[TABLE_SERVICE + i] = service->rows[i]->name;
    return (int)(TABLE_SERVICE + service->n_rows);
}

void engine_tables_in_memory(const struct service *service, bool in_memory[STORE_TABLES_MAX]) {
    memset(in_memory, 0, STORE_TABLES_MAX * sizeof *in_memory);
    in_memory[TABLE_DEADLINE] = true;
    for (size_t i = 0; i < service->n_rows; i++) in_memory[TABLE_SERVICE + i] = service->rows[i]->in_memory;
}

/* A table that is not in the service's list is our own mistake, found at the first use. */
int table_index(const struct engine *e, const struct row_table *table) {
    for (size_t i = 0; i < e->service->n_rows; i++)
        if (e->service->rows[i] == table) return TABLE_SERVICE + (int)i;
    assert(0 && "a row table that the service does not list");
    return -1;
}

const struct event *event_in(const struct service *s, const char *type) {
    for (size_t i = 0; i < s->n_events; i++)
        if (strcmp(s->events[i].type->name, type) == 0) return &s->events[i];
    return NULL;
}

const struct event *event_row(const struct engine *e, const char *type) {
    const struct event *row = event_in(e->service, type);
    return row ? row : event_in(e->node, type);
}

static const struct lift *lift_in(const struct service *s, const char *from) {
    for (size_t i = 0; i < s->n_lifts; i++)
        if (strcmp(s->lifts[i].from->name, from) == 0) return &s->lifts[i];
    return NULL;
}

/* The walks below end: check_service has refused lifts that lead in a circle. */
const struct lift *lift_find(const struct engine *e, const char *from) {
    const struct lift *lift = lift_in(e->service, from);
    return lift ? lift : lift_in(e->node, from);
}

const struct event *event_row_now(const struct engine *e, const char *type) {
    for (;;) {
        const struct event *row = event_row(e, type);
        const struct lift *lift = row ? NULL : lift_find(e, type);
        if (!lift) return row;
        type = lift->to->name;
    }
}

static const struct reaction *reaction_in(const struct service *s, const char *journal, const char *type) {
    for (size_t i = 0; i < s->n_reactions; i++)
        if (strcmp(s->reactions[i].journal, journal) == 0 && strcmp(s->reactions[i].type->name, type) == 0)
            return &s->reactions[i];
    return NULL;
}

const struct reaction *reaction_find(const struct engine *e, const char *journal, const char *type) {
    for (;;) {
        const struct reaction *row = reaction_in(e->service, journal, type);
        if (!row) row = reaction_in(e->node, journal, type);
        const struct lift *lift = row ? NULL : lift_find(e, type);
        if (!lift) return row;
        type = lift->to->name;
    }
}

const struct deadline *deadline_row(const struct engine *e, const char *name) {
    for (size_t i = 0; i < e->service->n_deadlines; i++)
        if (strcmp(e->service->deadlines[i]->name, name) == 0) return e->service->deadlines[i];
    return NULL;
}

const struct job *job_row(const struct engine *e, const char *type) {
    for (size_t i = 0; i < e->service->n_jobs; i++)
        if (strcmp(e->service->jobs[i]->type, type) == 0) return e->service->jobs[i];
    return NULL;
}

/* What is not said is a family's. */
enum whose whose_of(const char *type) {
    for (size_t i = 0; i < n_proto_whose_events; i++)
        if (strcmp(proto_whose_events[i].message, type) == 0) return proto_whose_events[i].whose;
    return WHOSE_FAMILY;
}

/* Is "submit_screening" the method SubmitScreening? The tables say the one, as C does, and the wire the other. */
static bool rpc_is(const char *rpc, const char *method) {
    bool upper = true;
    for (; *rpc; rpc++) {
        if (*rpc == '_') {
            upper = true;
            continue;
        }
        char c = upper && *rpc >= 'a' && *rpc <= 'z' ? (char)(*rpc - 'a' + 'A') : *rpc;
        if (c != *method++) return false;
        upper = false;
    }
    return *method == 0;
}

static const struct method *method_in(const struct service *s, const char *name) {
    for (size_t i = 0; i < s->n_methods; i++)
        if (rpc_is(s->methods[i].rpc, name)) return &s->methods[i];
    return NULL;
}

/* By whole names: what stands before the dot must not only begin like the service's. */
struct method_ref method_find(const struct engine *e, const char *method) {
    const struct service *services[] = {e->service, e->node};
    for (size_t i = 0; i < 2; i++) {
        size_t len = strlen(services[i]->name);
        if (strncmp(method, services[i]->name, len) != 0 || method[len] != '.') continue;
        const struct method *c = method_in(services[i], method + len + 1);
        if (c) return (struct method_ref){services[i], c};
    }
    return (struct method_ref){NULL, NULL};
}
