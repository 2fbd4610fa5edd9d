/* The tables of a service, checked once, at the start. What the compiler sees (types of handlers, methods that the
 * contract lacks) is not asked again; this is what only the whole of the tables shows. */
#include "engine/open/open.h"

#include <stdio.h>

/* The other way round than the compiler: a method of the contract that has no row. The engine here is a stand-in,
 * because method_find asks nothing of one but its two services. */
static int check_contract(const struct service *s) {
    for (unsigned i = 0; i < s->contract->n_methods; i++) {
        char method[160];
        struct engine probe = {.service = s, .node = s};
        snprintf(method, sizeof method, "%s.%s", s->name, s->contract->methods[i].name);
        struct method_ref ref = method_find(&probe, method);
        if (!ref.method) return open_fail(ERR_INVALID, "the method %s has no row in the tables", method);
        if (ref.method->request != s->contract->methods[i].input || ref.method->reply != s->contract->methods[i].output)
            return open_fail(ERR_INVALID, "the method %s has other messages than its row", method);
        if (!ref.method->roles) return open_fail(ERR_INVALID, "the method %s is open to nobody", method);
    }
    return 0;
}

static int check_index(const struct service *s, const struct row_table *index) {
    size_t i = 0;
    while (i < s->n_rows && s->rows[i] != index->of) i++;
    if (i == s->n_rows || !index->of->type || !index->keys || !index->version)
        return open_fail(ERR_INVALID, "the index %s lacks a table of rows, its keys, or a version", index->name);
    return 0;
}

/* An erasure finds her rows by what they say of her. */
static int check_subject(const struct row_table *table) {
    if (table->of || table->open || (table->type && row_says_whose(table->type))) return 0;
    return open_fail(
        ERR_INVALID,
        "the rows of the table %s do not say whose they are (sealed_for), and it is not said to be nobody's "
        "(TABLE_OPEN): an erasure would leave them",
        table->name);
}

/* Tables are known by name in the store: two of one name would be one. */
static int check_rows(const struct service *s) {
    for (size_t i = 0; i < s->n_rows; i++) {
        int err = s->rows[i]->of ? check_index(s, s->rows[i]) : 0;
        if (err) return err;
        for (size_t j = 0; j < TABLE_SERVICE; j++)
            if (strcmp(s->rows[i]->name, own_tables[j]) == 0)
                return open_fail(ERR_INVALID, "the row table %s has the name of one of the engine's", s->rows[i]->name);
        for (size_t j = 0; j < i; j++)
            if (strcmp(s->rows[i]->name, s->rows[j]->name) == 0)
                return open_fail(ERR_INVALID, "two row tables are named %s", s->rows[i]->name);
    }
    int err = 0;
    for (size_t i = 0; !err && i < s->n_rows; i++) err = check_subject(s->rows[i]);
    return err;
}

static bool says_what_it_shows(const struct service *s, const char *rpc) {
    size_t n = 0;
    for (size_t i = 0; i < s->n_shown; i++) n += strcmp(s->shown[i].rpc, rpc) == 0;
    return n == 1;
}

/* A query that was forgotten would show families and leave no trace. */
static int check_shown(const struct service *s) {
    for (size_t i = 0; i < s->n_methods; i++)
        if (s->methods[i].query && !says_what_it_shows(s, s->methods[i].rpc))
            return open_fail(ERR_INVALID, "the query %s.%s does not say what it shows: LOGGED or UNLOGGED, once",
                             s->name, s->methods[i].rpc);
    return 0;
}

/* The engine packs `personal` apart by that name, and joins it again as one message. */
static int check_events(const struct service *s) {
    for (size_t i = 0; i < s->n_events; i++) {
        const ProtobufCMessageDescriptor *type = s->events[i].type;
        const ProtobufCFieldDescriptor *personal = personal_field(type);
        if (personal && (personal->type != PROTOBUF_C_TYPE_MESSAGE || personal->label == PROTOBUF_C_LABEL_REPEATED))
            return open_fail(ERR_INVALID, "the field personal of the event %s is not a message", type->name);
        for (size_t j = 0; j < i; j++)
            if (s->events[j].type == type) return open_fail(ERR_INVALID, "the event %s stands twice", type->name);
    }
    return 0;
}

static bool has_reaction(const struct service *s, const ProtobufCMessageDescriptor *type) {
    for (size_t i = 0; i < s->n_reactions; i++)
        if (s->reactions[i].type == type) return true;
    return false;
}

static const struct lift *lift_of(const struct service *s, const ProtobufCMessageDescriptor *from) {
    for (size_t i = 0; i < s->n_lifts; i++)
        if (s->lifts[i].from == from) return &s->lifts[i];
    return NULL;
}

/* A type with a row of its own is not lifted: which of the two holds could only be guessed. The last one of a chain
 * must be something here, or what is lifted to it is lost. */
static int check_lift(const struct service *s, const struct lift *l) {
    const struct lift *last = l;
    for (size_t n = 0; lift_of(s, last->to); last = lift_of(s, last->to))
        if (n++ > s->n_lifts) return open_fail(ERR_INVALID, "the lifts of %s lead in a circle", l->from->name);
    if (lift_of(s, l->from) != l) return open_fail(ERR_INVALID, "%s is lifted twice", l->from->name);
    if (event_in(s, l->from->name) || has_reaction(s, l->from))
        return open_fail(ERR_INVALID, "%s has a row, and is lifted: it would never be", l->from->name);
    if (!event_in(s, last->to->name) && !has_reaction(s, last->to))
        return open_fail(ERR_INVALID, "%s is lifted to %s, which has no row", l->from->name, last->to->name);
    return 0;
}

static int check_lifts(const struct service *s) {
    int err = 0;
    for (size_t i = 0; !err && i < s->n_lifts; i++) err = check_lift(s, &s->lifts[i]);
    return err;
}

static bool is_followed(const struct service *s, const char *journal) {
    for (size_t i = 0; i < s->n_follows; i++)
        if (strcmp(s->follows[i], journal) == 0) return true;
    return false;
}

/* What is not followed is never heard, and nobody would notice that. */
static int check_reactions(const struct service *s) {
    if (s->n_follows > ENGINE_FOLLOWS_MAX)
        return open_fail(ERR_INVALID, "%zu journals are followed, %d at most", s->n_follows, ENGINE_FOLLOWS_MAX);
    for (size_t i = 0; i < s->n_reactions; i++) {
        const struct reaction *r = &s->reactions[i];
        if (!is_followed(s, r->journal))
            return open_fail(ERR_INVALID, "a reaction to %s, which is not followed", r->journal);
        for (size_t j = 0; j < i; j++)
            if (s->reactions[j].type == r->type && strcmp(s->reactions[j].journal, r->journal) == 0)
                return open_fail(ERR_INVALID, "two reactions to %s of %s", r->type->name, r->journal);
    }
    return 0;
}

/* Their names are parts of keys, of which 128 bytes count. */
static int check_name(const char *kind, const char *name) {
    size_t len = strlen(name);
    if (len && len <= 100) return 0;
    return open_fail(ERR_INVALID, "the %s \"%s\" has no name, or one that is too long", kind, name);
}

static int check_deadlines(const struct service *s) {
    for (size_t i = 0; i < s->n_deadlines; i++) {
        if (check_name("deadline", s->deadlines[i]->name)) return ERR_INVALID;
        for (size_t j = 0; j < i; j++)
            if (strcmp(s->deadlines[i]->name, s->deadlines[j]->name) == 0)
                return open_fail(ERR_INVALID, "two deadlines are named %s", s->deadlines[i]->name);
    }
    return 0;
}

static bool is_post(const struct job *j) {
    return j->input == &post__post__descriptor && j->outcome == &post__posted__descriptor;
}

static int check_jobs(const struct service *s) {
    for (size_t i = 0; i < s->n_jobs; i++) {
        if (!s->jobs[i]->run && !is_post(s->jobs[i]))
            return open_fail(ERR_INVALID, "the job %s has no work, and is no post", s->jobs[i]->type);
        if (check_name("job", s->jobs[i]->type)) return ERR_INVALID;
        if (!s->jobs[i]->at_once) return open_fail(ERR_INVALID, "of the job %s none may run", s->jobs[i]->type);
        for (size_t j = 0; j < i; j++)
            if (strcmp(s->jobs[i]->type, s->jobs[j]->type) == 0)
                return open_fail(ERR_INVALID, "two jobs are named %s", s->jobs[i]->type);
    }
    return 0;
}

int check_service(const struct service *s) {
    if (!s->layout) return open_fail(ERR_INVALID, "the layout is 0: that is what rows have while they are made anew");
    int err = check_contract(s);
    if (!err) err = check_rows(s);
    if (!err) err = check_events(s);
    if (!err) err = check_lifts(s);
    if (!err) err = check_lifts(&node_service);
    if (!err) err = check_shown(s);
    if (!err) err = check_reactions(s);
    if (!err) err = check_deadlines(s);
    return err ? err : check_jobs(s);
}
