/* Inside the server only: one request and its answer. */
#pragma once
#include <microhttpd.h>
#include "gateway/http/server/server.h"

struct server {
    struct server_options options;
    struct MHD_Daemon *http;
    struct exchange *list;
    const struct gate_guest *taking; /* the connection that is being handed over */
    bool pending;
    int64_t mono_ms; /* as of the last tick */
    struct server_counts counts;
};

enum exchange_state { EXCHANGE_NEW, EXCHANGE_READING, EXCHANGE_CUT, EXCHANGE_WAITING, EXCHANGE_SENT };

struct exchange {
    struct server *server;
    struct exchange *next, **at;
    struct arena arena;
    struct asked asked;
    struct MHD_Connection *connection;
    struct MHD_Response *out;
    enum exchange_state state;
    int status;
    bool told; /* the owner knows of it */
    bool keep;
    bool large; /* past what one may have; what comes is passed over */
    int64_t began_ms;
    uint8_t *body;
    size_t body_len, body_room;
    void *slot;
};

struct exchange *exchange_new(struct server *s, const char *target);
void exchange_open(struct server *s, struct exchange *x, struct MHD_Connection *c, const char *method);
void exchange_body(struct exchange *x, const char *data, size_t len);
void exchange_refuse(struct exchange *x, int status);
void exchange_asks(struct exchange *x);
enum MHD_Result exchange_send(struct exchange *x);
void exchange_over(struct exchange *x, bool answered);
