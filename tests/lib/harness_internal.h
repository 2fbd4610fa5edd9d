/* What the harness's files share. */
#pragma once
#include "harness.h"
#include "engine/open/open.h"
#include "wrapping_test.h"

struct letter { /* a frame under way */
    struct letter *next;
    int64_t at_ms;
    uint64_t order;
    int from, to; /* daemon index, or -1 - call index for a client's connection */
    char principal[64];
    size_t len;
    uint8_t frame[];
};

struct daemon {
    struct world *world;
    const struct service *service;
    struct engine *engine;
    char dir[128];
    int64_t skew_ms;
    uint64_t map_bytes;
    struct wrapping_key wrapping;
    bool lose_commit; /* the next commit does not happen */
    struct {
        struct engine_job *job;
        int64_t at_ms;      /* when it is done */
    } out[ENGINE_JOBS + 2]; /* with a backup, and slots of the vault */
    size_t n_out;
};

struct call {
    struct call *next;
    int index, daemon;
    char principal[64];
    struct id request_id;
    uint8_t *frame;
    size_t len;
    int64_t resend_ms;
    world_done_fn *done;
    world_feed_fn *taken; /* of a question to a stream */
    void *owner;
};

struct world_link {
    struct world_link *next;
    struct world *world;
    int index, daemon;
    char principal[64];
    world_received_fn *received;
    void *owner;
};

struct world {
    struct prng prng;
    int64_t now_ms;
    char territory[32], root[64];
    struct world_faults faults;
    struct daemon daemons[WORLD_DAEMONS];
    size_t n_daemons;
    struct trusted_key keys[WORLD_KEYS];
    size_t n_keys;
    struct letter *letters;
    uint64_t n_letters;
    struct call *calls;
    struct world_link *links;
    int n_calls;            /* and links */
    const char *speaks_for; /* of requests from now on; NULL: nobody but whose key it is */
    const char *purpose;    /* likewise: why whoever asks looks; NULL: nothing is said */
    char (*clients)[64];    /* whose connection -1 - n is */
    world_watch_fn *watch;
    void *watch_owner;
    world_turned_fn *turned;
    void *turned_owner;
    world_stepped_fn *stepped;
    void *stepped_owner;
    bool cut_off[WORLD_DAEMONS][WORLD_DAEMONS];
    struct view view;
    struct txn view_txn;
    char fault[400];
    const char *figures_folder; /* intake's setting; NULL: off */
    const char *link_origin;    /* notifications' setting; NULL: off */
    int64_t jobs_take_ms;
};

/* harness.c */
int daemon_index(const struct world *w, const char *name);
int daemon_open(struct world *w, struct daemon *d);
void daemons_open(struct world *w);
/* As the transport calls the connection of whoever has this name here. */
void world_connection(const struct world *w, const char *name, char out[64]);
void letter_send(struct world *w, int from, int to, const char *principal, struct span frame);
/* harness_calls.c */
void client_note(struct world *w, const char *key);
void deliver_to_client(struct world *w, const struct letter *l);
/* harness_links.c: false: it is no link's. */
bool deliver_to_link(struct world *w, const struct letter *l);
void links_free(struct world *w);
/* harness_files.c: what cannot be done ends the test. */
void folder_make(const char *path);
void folder_remove(const char *path);
void file_copy(const char *from, const char *to);
/* audience.c: NULL, or which record of this daemon was told to others than its event's row says. */
const char *audience_fault(struct world *w, const struct daemon *daemon);
