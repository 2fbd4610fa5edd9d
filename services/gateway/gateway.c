#include "gateway/gateway.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "gateway/connect/openapi.h"
#include "gateway/session/kept.h"
#include "sys/file.h"

enum { IDLE_MS = 30 * 60 * 1000, MOST_MS = 12 * 3600 * 1000, TICK_SOON_MS = 50, SWEEP_MS = 1000 };

struct gateway {
    struct gateway_options options;
    struct gate *gate;
    struct server *server;
    struct door *door;
    struct files *files;
    struct sessions *sessions;
    struct stations stations;
    char *openapi;
    struct arena arena; /* of the papers */
    struct door_paper papers[2];
    uv_poll_t poll;
    bool polled, woken;
    int64_t mono_ms;
};

static int64_t now_of(const struct gateway *g) { return g->options.now_ms(g->options.owner); }

/* ---- opening ---- */

static int refuse(struct gateway_fault *why, int err, const char *what, const char *fr, const char *en) {
    why->err = err;
    snprintf(why->what, sizeof why->what, "%s", what);
    why->fr = fr;
    why->en = en;
    return -1;
}

static int openapi_make(struct gateway *g, struct gateway_fault *why) {
    size_t len = 0;
    FILE *out = open_memstream(&g->openapi, &len);
    int err = out ? openapi_write(out) : ERR_NOMEM;
    if (out) fclose(out);
    if (err) return refuse(why, ERR_NOMEM, "openapi.json", "mémoire insuffisante", "not enough memory");
    g->papers[0] = (struct door_paper){"/openapi.json", "application/json", span_of(g->openapi, len)};
    return 0;
}

/* Beside the pages' folder, as both are installed. */
static int contract_make(struct gateway *g, struct gateway_fault *why) {
    enum { CONTRACT_BYTES_MAX = 4 << 20 };
    const char *path = arena_printf(&g->arena, "%s/../contrat.binpb", g->options.web);
    struct span body;
    int err = file_read(&g->arena, path, CONTRACT_BYTES_MAX, &body);
    if (err)
        return refuse(why, err, path, "ne peut pas être lu : réinstallez les pages (share/sippe)",
                      "cannot be read: install the pages anew (share/sippe)");
    g->papers[1] = (struct door_paper){"/contrat.binpb", "application/protobuf", body};
    return 0;
}

static int store_make(struct gateway *g, struct gateway_fault *why) {
    const struct gateway_options *o = &g->options;
    int err = sessions_open(&g->sessions, &(struct sessions_options){.dir = o->dir,
                                                                     .map_bytes = o->map_bytes,
                                                                     .idle_ms = o->idle_ms,
                                                                     .most_ms = o->most_ms,
                                                                     .throwaway = o->throwaway});
    if (err == ERR_BUSY)
        return refuse(why, err, o->dir, "une autre passerelle tient déjà ce dossier",
                      "another gateway runs on this folder");
    return err ? refuse(why, err, o->dir, "la base des séances ne peut pas y être ouverte",
                        "the store of the sessions cannot be opened there")
               : 0;
}

static int stations_make(struct gateway *g, struct gateway_fault *why) {
    const char *path = g->options.stations;
    int err = stations_open(&g->stations, path);
    if (err == ERR_INVALID)
        return refuse(why, err, path, "n'est pas le secret des postes : une ligne ou deux « sippe-stations-1 … »",
                      "is not the secret of the stations: one line or two \"sippe-stations-1 ...\"");
    if (err == ERR_DENIED)
        return refuse(why, err, path,
                      "le secret des postes : d'autres peuvent le lire, ou le compte de la passerelle ne le peut pas",
                      "the secret of the stations: others may read it, or the gateway's account may not");
    return err ? refuse(why, err, path, "le secret des postes ne peut être ni lu ni créé : le dossier existe-t-il ?",
                        "the secret of the stations can neither be read nor made: does the folder exist?")
               : 0;
}

static int files_make(struct gateway *g, struct gateway_fault *why) {
    struct files_fault f;
    int err = files_open(&g->files, g->options.web, &f);
    if (!err) files_link_page(g->files, g->options.clsc_phone ? g->options.clsc_phone : "");
    return err ? refuse(why, err, f.name, f.fr, f.en) : 0;
}

static void taken(void *owner, const struct gate_guest *guest) {
    struct gateway *g = owner;
    server_take(g->server, guest);
}

static int server_make(struct gateway *g, struct gateway_fault *why) {
    const struct gateway_options *o = &g->options;
    struct door_options d = {.sessions = g->sessions,
                             .files = g->files,
                             .stations = &g->stations,
                             .origin = o->origin,
                             .territory = o->territory,
                             .release = o->release,
                             .idle_ms = o->idle_ms,
                             .papers = g->papers,
                             .n_papers = sizeof g->papers / sizeof *g->papers,
                             .calls = o->calls,
                             .now_ms = o->now_ms,
                             .owner = o->owner};
    g->door = door_new(&d);
    int err = g->door ? server_open(&g->server, &(struct server_options){.opened = door_opened,
                                                                         .asked = door_asked,
                                                                         .over = door_over,
                                                                         .refuse = door_refuse,
                                                                         .owner = g->door})
                      : ERR_NOMEM;
    return err ? refuse(why, err, "libmicrohttpd", "mémoire ou descripteurs insuffisants",
                        "not enough memory or descriptors")
               : 0;
}

static void only_wakes(uv_poll_t *poll, int status, int events) {
    (void)status, (void)events;
    ((struct gateway *)poll->data)->woken = true;
}

/* Last: whoever connects is served. */
static int gate_make(struct gateway *g, struct gateway_fault *why) {
    const struct gateway_options *o = &g->options;
    struct gate_options go = {
        .loop = o->loop, .n_listen = o->n_listen, .behind = o->behind, .taken = taken, .owner = g};
    struct gate_fault f = {"", "", ""};
    memcpy(go.listen, o->listen, sizeof go.listen);
    if (uv_poll_init(o->loop, &g->poll, server_descriptor(g->server))) abort();
    g->poll.data = g;
    g->polled = true;
    uv_poll_start(&g->poll, UV_READABLE, only_wakes);
    int err = gate_open(&g->gate, &go, &f);
    return err ? refuse(why, err, f.listen, f.fr, f.en) : 0;
}

int gateway_open(struct gateway **out, const struct gateway_options *o, struct gateway_fault *why) {
    struct gateway *g = calloc(1, sizeof *g);
    *out = NULL;
    if (!g) return refuse(why, ERR_NOMEM, "", "mémoire insuffisante", "not enough memory");
    g->options = *o;
    arena_init(&g->arena);
    if (!o->idle_ms) g->options.idle_ms = IDLE_MS;
    if (!o->most_ms) g->options.most_ms = MOST_MS;
    *out = g;
    if (openapi_make(g, why) || files_make(g, why) || contract_make(g, why) || store_make(g, why) ||
        stations_make(g, why) || server_make(g, why) || gate_make(g, why))
        return -1;
    return 0;
}

int gateway_port(const struct gateway *g, size_t listen) { return gate_port(g->gate, listen); }

/* ---- closing ---- */

/* Nobody comes in any more; what is open is answered; the loop closes the descriptors. */
void gateway_stop(struct gateway *g) {
    if (!g) return;
    if (g->gate) gate_close(g->gate);
    g->gate = NULL;
    if (g->polled) {
        uv_poll_stop(&g->poll);
        uv_close((uv_handle_t *)&g->poll, NULL);
    }
    if (g->door) door_stop(g->door);
    server_close(g->server);
    g->server = NULL;
}

void gateway_free(struct gateway *g) {
    if (!g) return;
    door_free(g->door);
    sessions_close(g->sessions);
    stations_close(&g->stations);
    files_close(g->files);
    free(g->openapi);
    arena_close(&g->arena);
    free(g);
}

/* ---- the loop ---- */

bool gateway_pending(const struct gateway *g) { return g->woken || server_pending(g->server); }

/* Each run asks the kernel once more; most rounds have nothing for it on one side or the other. */
static void server_look(struct gateway *g) {
    if (!gateway_pending(g) && server_wake_ms(g->server) > 0) return;
    g->woken = false;
    server_run(g->server);
}

void gateway_run(struct gateway *g) {
    server_look(g);
    door_tick(g->door);
    server_look(g);
}

int64_t gateway_wake_ms(const struct gateway *g) {
    int64_t soon = TICK_SOON_MS, wait = server_wake_ms(g->server);
    return now_of(g) + (wait < soon ? wait : soon);
}

void gateway_tick(struct gateway *g, int64_t mono_ms) {
    g->mono_ms = mono_ms;
    server_tick(g->server, mono_ms);
    sessions_sweep(g->sessions, now_of(g));
}

void gateway_up(struct gateway *g, enum daemon_name daemon) { door_up(g->door, daemon); }

struct gateway_state gateway_state(struct gateway *g) {
    return (struct gateway_state){server_counts(g->server), door_counts(g->door), gate_counts(g->gate),
                                  session_count(g->sessions), kept_count(g->sessions)};
}

const char *gateway_sessions_emptied(const struct gateway *g) { return sessions_emptied(g->sessions); }
