/* Inside the door only: one request on its way through it. */
#pragma once
#include "base/message.h"
#include "contract/contract.h"
#include "gateway/connect/body.h"
#include "gateway/connect/refusal.h"
#include "gateway/door/door.h"
#include "gateway/door/flux.h"
#include "gateway/door/lanes.h"
#include "gateway/door/logins.h"
#include "gateway/door/rights.h"
#include "gateway/http/head/procedure.h"
#include "proto/gateway.h"
#include "proto/intake.h"
#include "proto/node.h"

/* STATION_KEPT_S: as long as browsers keep any cookie. */
enum {
    ANSWER_HEADERS = 24,
    WAIT_MOST_MS = 30000,
    REFUSED_CODE_MS = 300,
    BUSY_MS = 1000, /* for whom there was no room */
    STATION_KEPT_S = 400 * 86400,
};

struct visit;
typedef void visit_fn(struct visit *v);
struct own {
    const char *method;
    visit_fn *run;
    bool open;  /* nobody need be signed in */
    bool quiet; /* no sign of life */
};

/* In the arena of its exchange, which lasts until it is answered. */
struct visit {
    struct door *door;
    struct exchange *x;
    struct arena *arena;
    const struct asked *asked;
    struct rpc rpc;
    const struct own *own; /* NULL: a daemon's */
    int daemon;
    enum body_form form;
    struct id request_id;
    bool again;                                /* sent again after a restore */
    int64_t wait_ms, began_ms, login_asked_ms; /* when intake was asked who she is */
    struct cookies cookies;
    struct id station; /* zero: it has no cookie yet */
    struct session session;
    const struct login *login; /* as it was when she was known; NULL: not yet */
    bool program;
    struct id as;
    char as_text[33];
    bool by_get;
    struct span asked_get; /* what stood in the address: the body of it */
    struct arena in;       /* of what is needed of the request until it has left */
    struct span packed;    /* the request; in `in`, or the body as it came */
    struct file_header headers[ANSWER_HEADERS];
    size_t n_headers;
    size_t pending; /* calls under way */
    visit_fn *then;
    void *mine;                  /* of whoever's turn it is */
    struct gathering *gathering; /* rights.c */
    struct visit *held_next;     /* answered later, so that its time tells nothing */
    int64_t held_until_ms;
    struct answer held;
    uint64_t lane; /* 0: none */
    bool in_lane;
    struct visit *lane_next;
};

struct door {
    struct door_options options;
    struct logins logins;
    struct rights rights;
    struct flux flux;
    struct lanes lanes;
    struct arena reading; /* of one body, while it is read */
    bool stopping;
    struct visit *held;
    struct door_counts counts;
};

static inline int64_t door_now(const struct door *d) { return d->options.now_ms(d->options.owner); }

/* visit.c */
/* A header of the answer; its texts are constants or in the arena. */
void visit_header(struct visit *v, const char *name, const char *value);
/* Done: a message of its reply's type, or one that is packed already. */
void visit_reply(struct visit *v, const ProtobufCMessage *reply);
void visit_reply_packed(struct visit *v, struct span packed);
void visit_refuse(struct visit *v, int reason);
void visit_refuse_status(struct visit *v, const sippe__status *status);
/* With another status than its code has in HTTP. */
void visit_refuse_as(struct visit *v, int http, const sippe__status *status);
/* Whatever body; later, if it is held back. */
void visit_answer(struct visit *v, int status, const char *type, struct span body);
/* No answer came: ERR_BUSY, ERR_FULL, ERR_TIMEOUT, ERR_CLOSED. */
void visit_fail(struct visit *v, int err);
/* The gateway's own request, unpacked; NULL: refused. */
const void *visit_request(struct visit *v);
/* For as long as the caller still waits, counted from when she asked; err as calls_send. */
int visit_send(struct visit *v, int daemon, struct bus_request *r, calls_done_fn *done, void *owner);
/* Intake, by the gateway itself. */
int visit_ask(struct visit *v, const char *method, const ProtobufCMessage *in, calls_done_fn *done, void *owner);

/* who.c: then `v->then`, or it was refused. */
void visit_identify(struct visit *v, visit_fn *then);
/* As which membership; false: refused. */
bool visit_acts(struct visit *v);
/* Her session is over: its cookie goes, 401. */
void visit_signed_out(struct visit *v);
/* A cookie for the browser, or, without a value, its end. */
void visit_cookie(struct visit *v, const char *name, const uint8_t *value, int64_t seconds);
/* The digest by which intake knows the station. */
ProtobufCBinaryData station_digest(struct arena *a, const uint8_t cookie[TOKEN_LEN]);

/* pass.c */
void visit_pass(struct visit *v);
/* own.c; NULL: it has none of that name */
const struct own *own_find(const char *method, struct rpc *out);
/* sign.c */
void own_sign_in(struct visit *v);
void own_sign_out(struct visit *v);
/* rights.c */
void own_who_am_i(struct visit *v);
/* Who she is, with what she may do: gathered, then in `out` and v->then. */
void visit_who(struct visit *v, gateway__who_am_i_reply *out, visit_fn *then);
/* kept.c */
void own_station_key(struct visit *v);
void own_note_kept(struct visit *v);
void own_list_kept(struct visit *v);
/* link.c */
void own_open_link(struct visit *v);
void own_meet_link_browser(struct visit *v);
void own_read_link(struct visit *v);
void own_answer_link(struct visit *v);
/* flux.c */
void own_flux(struct visit *v);
