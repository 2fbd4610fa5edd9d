/* A store of sessions in a folder of its own. */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "gateway/session/sessions.h"

#define MINUTE INT64_C(60000)
#define HOUR   (60 * MINUTE)

struct opened {
    char dir[64];
    struct sessions_options o;
    struct sessions *all;
};

static inline void opened_dir(struct opened *w) {
    *w = (struct opened){.o = {.map_bytes = 64 << 20, .idle_ms = 30 * MINUTE, .most_ms = 12 * HOUR, .throwaway = true}};
    snprintf(w->dir, sizeof w->dir, "/tmp/sippe-sessions-XXXXXX");
    if (!mkdtemp(w->dir)) abort();
}

/* Also after a close: what lies there is taken up. */
static inline int opened_again(struct opened *w) {
    sessions_close(w->all);
    w->o.dir = w->dir;
    return sessions_open(&w->all, &w->o);
}

static inline void opened_end(struct opened *w) {
    static const char *const files[] = {"data.mdb", "lock.mdb", "owner.lock", "opening"};
    char path[128];
    sessions_close(w->all);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", w->dir, files[i]);
        unlink(path);
    }
    rmdir(w->dir);
}

static inline struct id id_nr(uint64_t n) {
    struct id id = {{1}};
    memcpy(id.bytes + 4, &n, sizeof n);
    return id;
}

/* Of one way in, at one station, with one membership. */
static inline int begin_at(struct opened *w, uint64_t login, struct id station, int64_t now_ms, const uint8_t *old,
                           uint8_t token[SESSION_TOKEN_LEN], struct session *out) {
    struct session s = {.login = id_nr(login), .station = station, .members = {id_nr(login + 1000)}, .n_members = 1};
    snprintf(s.place, sizeof s.place, "Edge 130, Windows");
    int rc = session_begin(w->all, &s, old, now_ms, token);
    if (out) *out = s;
    return rc;
}
