/* One row each of the arrays of a struct service. CHECKED refuses to compile a handler of another type.
 *
 * The arrays hold functions of many types as any_fn, and whoever calls one casts it to a type whose message is a plain
 * ProtobufCMessage: a generated message begins with its `base`, and all pointers to structs are alike (C17 6.2.5). The
 * compiler cannot see through that, so functions become an any_fn here alone, where it is asked. */
#pragma once
#include "engine/service.h"

/* In two steps, so that what is glued is expanded first: SERVICE is a macro too. */
#define GLUE_(a, b)       a##b
#define GLUE(a, b)        GLUE_(a, b)
#define GLUE3(a, b, c)    GLUE(GLUE(a, b), c)
#define CHECKED(fn, type) ((any_fn) _Generic(&(fn), type : (fn)))

/* In tables of a service the macro SERVICE is its package: intake__submit_screening + _request. The names are those
 * that protoc-c makes, shortened by proto/made/shorten.awk. */
#define OURS(name)             GLUE3(SERVICE, _, name)
#define TYPE_OF(package, name) GLUE3(package, __, name)
#define RPC_TYPE(rpc, s)       GLUE3(SERVICE, __, GLUE(rpc, s))
#define ROW_TYPE(row)          GLUE3(GLUE(SERVICE, _rows), __, row)
/* Names the function that protoc-c makes of an rpc: a method that the contract lacks does not compile. */
#define RPC_EXISTS(rpc) (sizeof(&GLUE3(GLUE3(SERVICE, __, SERVICE), __, rpc)) > 0)

/* The types of handlers, as engine/service.h has them. */
#define HANDLER_OF(package, context, rpc)                                                                              \
    int (*)(struct context *, const TYPE_OF(package, GLUE(rpc, _request)) *, TYPE_OF(package, GLUE(rpc, _reply)) *)
#define OWNER_OF(rpc)  struct owned (*)(struct view *, const RPC_TYPE(rpc, _request) *)
#define APPLY_OF(Type) void (*)(struct apply *, const struct record *, const Type *)
#define KEYS_OF(row)   void (*)(const ROW_TYPE(row) *, struct keys *)

/* What a job is given and gives: messages of <service>_jobs.proto. */
#define JOB_TYPE(name, s) GLUE3(GLUE(SERVICE, _jobs), __, GLUE(name, s))
#define JOB_IN(name)      const JOB_TYPE(name, _input) *
#define JOB_OUT(name)     JOB_TYPE(name, _outcome) *
#define PREPARE_OF(name)  int (*)(struct query *, const struct job_ref *, JOB_TYPE(name, _input) *)
#define RUN_OF(name)      node__job_end (*)(struct job_run *, JOB_IN(name), JOB_OUT(name))
#define SETTLE_OF(name)   int (*)(struct decide *, const struct job_ref *, node__job_end, const JOB_OUT(name))
#define PREPARE_POST      int (*)(struct query *, const struct job_ref *, post__post *)
#define SETTLE_POST       int (*)(struct decide *, const struct job_ref *, node__job_end, const post__posted *)

#define LIFT_TYPE(From, To) void (*)(struct arena *, const From *, To *)
#define REACTION_OF(Type)   int (*)(struct decide *, const struct record *, const Type *)

#define METHOD_ROW(context, is_query, rpc, roles, fn, owner)                                                           \
    METHOD_ROW_OF(SERVICE, context, is_query, rpc, roles, fn, owner)
#define METHOD_ROW_OF(package, context, is_query, rpc_, roles_, fn, owner_)                                            \
    {                                                                                                                  \
        .rpc = RPC_EXISTS(rpc_) ? #rpc_ : NULL, .request = &TYPE_OF(package, GLUE(rpc_, _request__descriptor)),        \
        .reply = &TYPE_OF(package, GLUE(rpc_, _reply__descriptor)), .roles = (roles_),                                 \
        .run = CHECKED(fn, HANDLER_OF(package, context, rpc_)), .owner = owner_, .query = is_query                     \
    }
#define EVENT_ROW(Type, audience_, partner_, fn)                                                                       \
    {                                                                                                                  \
        .type = &GLUE(Type, __descriptor), .audience = (audience_), .partner = partner_,                               \
        .apply = CHECKED(fn, APPLY_OF(Type))                                                                           \
    }
/* An event that changes none of our rows. */
#define EVENT_SAID_ROW(Type, audience_, partner_)                                                                      \
    { .type = &GLUE(Type, __descriptor), .audience = (audience_), .partner = partner_ }
#define LIFT_ROW(From, To, fn)                                                                                         \
    { .from = &GLUE(From, __descriptor), .to = &GLUE(To, __descriptor), .run = CHECKED(fn, LIFT_TYPE(From, To)) }
#define REACTION_ROW(journal_, Type, passes_, fn)                                                                      \
    { .journal = journal_, .type = &GLUE(Type, __descriptor), .passes = passes_, .run = CHECKED(fn, REACTION_OF(Type)) }
#define JOB_POST_ROW(name_, again, at_once_)                                                                           \
    {                                                                                                                  \
        .type = #name_, .input = &post__post__descriptor, .outcome = &post__posted__descriptor,                        \
        .prepare = CHECKED(GLUE(OURS(name_), _prepare), PREPARE_POST),                                                 \
        .settle = CHECKED(GLUE(OURS(name_), _settle), SETTLE_POST), .again_ms = OURS(again), .at_once = at_once_       \
    }
#define JOB_ROW(name_, again, at_once_)                                                                                \
    {                                                                                                                  \
        .type = #name_, .input = &JOB_TYPE(name_, _input__descriptor),                                                 \
        .outcome = &JOB_TYPE(name_, _outcome__descriptor),                                                             \
        .prepare = CHECKED(GLUE(OURS(name_), _prepare), PREPARE_OF(name_)),                                            \
        .run = CHECKED(GLUE(OURS(name_), _run), RUN_OF(name_)),                                                        \
        .settle = CHECKED(GLUE(OURS(name_), _settle), SETTLE_OF(name_)), .again_ms = OURS(again), .at_once = at_once_  \
    }
