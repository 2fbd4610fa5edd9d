/* A damaged store: the first byte says whose, the next ones which rows are spoiled and how (a bit, bytes, an end cut off,
 * another row's value, nothing left), the rest what is asked of a daemon that starts on it. It may refuse the store, find
 * nothing, or stop with an error; it may not crash, and a store whose journal or rows are not what they were may not pass
 * for well. */
#include <lmdb.h>
#include <string.h>
#include "bytes.h"
#include "engine/open/open.h"
#include "fuzz.h"
#include "methods.h"
#include "plausible.h"
#include "services.h"
#include "sound.h"

enum { DAMAGES_MAX = 3, ASKED = 6, BODIES = 2 };

/* Requests that the sound stores may grant. */
static struct span bodies[METHODS_MAX][BODIES];

static void bodies_make(void) {
    struct plausible p;
    plausible_init(&p, sound.station, &sound.arena);
    for (size_t i = 0; i < method_count(); i++)
        for (unsigned variant = 0; variant < BODIES; variant++)
            bodies[i][variant] = plausible_request(&p, method_at(i), variant + 1);
}

/* ---- damage ---- */

#define MUST(rc) ((rc) ? station_fault("%s: %s", #rc, mdb_strerror(rc)) : (void)0)

struct patient {
    MDB_env *env;
    MDB_txn *txn;
    struct bytes *from;
    bool told; /* what was damaged belongs to what a daemon must tell when it is verified */
};

static void patient_open(struct patient *p, const char *dir) {
    MUST(mdb_env_create(&p->env));
    MUST(mdb_env_set_maxdbs(p->env, STORE_TABLES_MAX));
    MUST(mdb_env_set_mapsize(p->env, 256u << 20));
    MUST(mdb_env_open(p->env, dir, MDB_NOLOCK | MDB_NOSYNC, 0600));
    MUST(mdb_txn_begin(p->env, NULL, 0, &p->txn));
}

static void patient_close(struct patient *p) {
    MUST(mdb_txn_commit(p->txn));
    mdb_env_close(p->env);
}

/* The nth row of a table, its value copied; false: the table is empty. */
static bool row_at(struct patient *p, MDB_dbi table, size_t nth, MDB_val *key, MDB_val *value) {
    MDB_stat stat;
    MDB_cursor *c;
    MUST(mdb_stat(p->txn, table, &stat));
    if (!stat.ms_entries) return false;
    MUST(mdb_cursor_open(p->txn, table, &c));
    for (size_t i = 0; i <= nth % stat.ms_entries; i++) MUST(mdb_cursor_get(c, key, value, MDB_NEXT));
    mdb_cursor_close(c);
    key->mv_data = arena_copy(&sound.station->arena, key->mv_data, key->mv_size);
    value->mv_data = arena_copy(&sound.station->arena, value->mv_data, value->mv_size);
    return true;
}

/* Another value in place of this one; false: the row goes. */
static bool spoil(struct patient *p, MDB_dbi table, MDB_val *value) {
    uint8_t *bytes = value->mv_data;
    size_t at = value->mv_size ? bytes_below(p->from, 4096) % value->mv_size : 0;
    MDB_val key;
    switch (bytes_below(p->from, 6)) {
    case 0:
        if (value->mv_size) bytes[at] ^= (uint8_t)(1u << bytes_below(p->from, 8));
        return true;
    case 1:
        for (size_t n = bytes_below(p->from, 16); n && at < value->mv_size; n--, at++) bytes[at] = bytes_next(p->from);
        return true;
    case 2: value->mv_size = at; return true;
    case 3: return row_at(p, table, bytes_below(p->from, 4096), &key, value);
    case 4: {
        uint8_t *longer = arena_alloc(&sound.station->arena, value->mv_size + 300);
        memcpy(longer, bytes, value->mv_size);
        for (size_t i = 0; i < 300; i++) longer[value->mv_size + i] = bytes_next(p->from);
        *value = (MDB_val){value->mv_size + bytes_below(p->from, 300), longer};
        return true;
    }
    default: return false;
    }
}

/* The journal and what is made of it; the engine's other tables hold what no record says. */
static bool is_told(const struct service *s, const char *name) {
    const char *names[STORE_TABLES_MAX];
    int n = engine_tables(s, names);
    for (int i = TABLE_REMADE; i < n; i++)
        if (strcmp(names[i], name) == 0) return true;
    return strcmp(name, own_tables[TABLE_JOURNAL]) == 0;
}

static void damage(struct patient *p, const struct service *s) {
    const char *names[STORE_TABLES_MAX];
    int n = engine_tables(s, names);
    bool in_memory[STORE_TABLES_MAX]; /* no file of these that could be damaged */
    engine_tables_in_memory(s, in_memory);
    size_t chosen = bytes_below(p->from, (size_t)n);
    if (in_memory[chosen]) return;
    const char *name = names[chosen];
    MDB_dbi table;
    MDB_val key, value;
    MUST(mdb_dbi_open(p->txn, name, 0, &table));
    if (!row_at(p, table, bytes_below(p->from, 4096), &key, &value)) return;
    MDB_val before = {value.mv_size, arena_copy(&sound.station->arena, value.mv_data, value.mv_size)};
    bool stays = spoil(p, table, &value);
    if (stays && value.mv_size == before.mv_size && memcmp(value.mv_data, before.mv_data, before.mv_size) == 0) return;
    if (stays)
        MUST(mdb_put(p->txn, table, &key, &value, 0));
    else
        MUST(mdb_del(p->txn, table, &key, NULL));
    p->told |= is_told(s, name);
}

/* ---- what a daemon makes of it ---- */

static void check_verified(struct engine *e, bool damaged) {
    if (sound_verify(e) == 0 && damaged) station_fault("a damaged store passes for well");
}

/* Negative: the daemon would stop. */
static int ask(struct engine *e, struct bytes *from) {
    size_t i = bytes_below(from, method_count()), tries = method_count();
    while (tries-- && strcmp(method_at(i)->daemon, e->service->name) != 0) i++;
    const struct target *m = method_at(i);
    const char *key = "coordinator";
    for (int role = ROLE_DESK; role <= ROLE_PRIVACY; role++)
        if (m->method->roles & (1u << role) && station_key_of((sippe__role)role))
            key = station_key_of((sippe__role)role);
    static uint64_t id[2] = {0, 13};
    id[0]++;
    struct span body = bodies[i % method_count()][bytes_below(from, BODIES)];
    struct span frame = station_frame(&sound.station->arena, m->name, (const uint8_t *)id, body);
    const sippe__reply *reply;
    return station_try(sound.station, e, &(struct engine_in){.principal = key, .frame = frame}, &reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 2) return 0;
    if (!sound.station) sound_make(bodies_make);
    struct bytes from = bytes_of(data + 1, len - 1, false);
    int d = data[0] % DAEMONS;
    struct world *w = sound.station->world;
    struct patient p = {.from = &from};
    sound_put(d);
    patient_open(&p, world_dir(w, daemon_names[d]));
    for (size_t n = 1 + bytes_below(&from, DAMAGES_MAX); n; n--) damage(&p, all_services[d]);
    patient_close(&p);
    if (world_start(w, daemon_names[d]) == 0) {
        struct engine *e = world_engine(w, daemon_names[d]);
        check_verified(e, p.told);
        for (int n = 0; n < ASKED && ask(e, &from) == 0; n++) {
        }
        world_stop(w, daemon_names[d]);
    }
    return 0;
}
