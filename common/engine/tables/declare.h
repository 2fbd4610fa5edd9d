/* Declares everything that a service's tables name, so that no prototype is written by hand and none can differ from
 * its row. In a service's tables.h, after the headers of the contracts that it speaks of:
 *
 *   #define SERVICE intake
 *   #define TABLES "intake/tables.def"
 *   #include "engine/tables/declare.h"
 *
 * Both macros end here. No guard: each service's header of tables includes this once, and a test includes several of
 * them. each.h says what each kind of row means. */
#include "engine/tables/row.h"

#define HANDLER(context, rpc) HANDLER_WITH(SERVICE, context, rpc)
#define HANDLER_WITH(package, context, rpc)                                                                            \
    int OURS(rpc)(struct context * ctx, const TYPE_OF(package, GLUE(rpc, _request)) * in,                              \
                  TYPE_OF(package, GLUE(rpc, _reply)) * out);
/* Several commands name the same owner of a thing; C allows a declaration to be repeated. */
#define OWNER(thing)     struct owned GLUE(OURS(owner_of_), thing)(struct view * v, ProtobufCBinaryData id);
#define OWNER_ASKED(rpc) struct owned GLUE(OURS(owner_of_), rpc)(struct view * v, const RPC_TYPE(rpc, _request) * in);

#define APPLY(Type, type)      void GLUE(OURS(on_), type)(struct apply * a, const struct record *r, const Type *e);
#define LIFTED(From, To, from) void GLUE(OURS(lift_), from)(struct arena * a, const From *was, To *e);

#define FOLLOW(Type, type) int GLUE(OURS(follow_), type)(struct decide * d, const struct record *from, const Type *e);

extern const struct service OURS(service);

#define COMMAND(rpc, roles, thing, field)  HANDLER(decide, rpc) OWNER(thing)
#define COMMAND_ASK(rpc, roles)            HANDLER(decide, rpc) OWNER_ASKED(rpc)
#define COMMAND_OPEN(rpc, roles)           HANDLER(decide, rpc)
#define QUERY(rpc, roles, thing, field)    HANDLER(query, rpc) OWNER(thing)
#define QUERY_ASK(rpc, roles)              HANDLER(query, rpc) OWNER_ASKED(rpc)
#define QUERY_OPEN(rpc, roles)             HANDLER(query, rpc)
#define QUERY_OPEN_OF(package, rpc, roles) HANDLER_WITH(package, query, rpc)

#define EVENT(type, audience)             APPLY(TYPE_OF(SERVICE, type), type)
#define EVENT_OF(package, type, audience) APPLY(TYPE_OF(package, type), type)
#define EVENT_PARTNER(type)               APPLY(TYPE_OF(SERVICE, type), type)

#define LIFT(from, to)             LIFTED(TYPE_OF(SERVICE, from), TYPE_OF(SERVICE, to), from)
#define LIFT_OF(package, from, to) LIFTED(TYPE_OF(package, from), TYPE_OF(package, to), from)

#define REACTION(journal, type)                    FOLLOW(TYPE_OF(journal, type), type)
#define REACTION_PASSES(journal, type)             FOLLOW(TYPE_OF(journal, type), type)
#define REACTION_PASSES_OF(journal, package, type) FOLLOW(TYPE_OF(package, type), type)

#define DEADLINE(name)                                                                                                 \
    extern const struct deadline OURS(name);                                                                           \
    int GLUE(OURS(name), _due)(struct decide * d, const struct due *due);

#define JOB(name, again, at_once)                                                                                      \
    extern const struct job OURS(name);                                                                                \
    int GLUE(OURS(name), _prepare)(struct query * q, const struct job_ref *ref, JOB_TYPE(name, _input) * in);          \
    node__job_end GLUE(OURS(name), _run)(struct job_run * r, const JOB_TYPE(name, _input) * in,                        \
                                         JOB_TYPE(name, _outcome) * out);                                              \
    int GLUE(OURS(name), _settle)(struct decide * d, const struct job_ref *ref, node__job_end how,                     \
                                  const JOB_TYPE(name, _outcome) * out);                                               \
    int64_t OURS(again)(uint32_t tried);

#define JOB_POST(name, again, at_once)                                                                                 \
    extern const struct job OURS(name);                                                                                \
    int GLUE(OURS(name), _prepare)(struct query * q, const struct job_ref *ref, post__post *in);                       \
    int GLUE(OURS(name), _settle)(struct decide * d, const struct job_ref *ref, node__job_end how,                     \
                                  const post__posted *out);                                                            \
    int64_t OURS(again)(uint32_t tried);

#define RESTORED(name) void GLUE(OURS(name), _restored)(struct decide * d, const node__restored *e);

#define TABLE(name, row)      extern const struct row_table OURS(name);
#define TABLE_OPEN(name, row) TABLE(name, row)
#define SET_OPEN(name)        extern const struct row_table OURS(name);
#define INDEX(name, table, row, version)                                                                               \
    extern const struct row_table OURS(name);                                                                          \
    void GLUE(OURS(name), _keys)(const ROW_TYPE(row) * r, struct keys * out);
#define INDEX_IN_MEMORY(name, table, row)           INDEX(name, table, row, 0)
#define INDEX_IN_MEMORY_OF(name, table, row, those) INDEX(name, table, row, 0)
#define LIST_IN_MEMORY(name, table, row)            INDEX(name, table, row, 0)

#include "engine/tables/each.h"

#undef HANDLER
#undef HANDLER_WITH
#undef OWNER
#undef OWNER_ASKED
#undef APPLY
#undef LIFTED
#undef FOLLOW
#undef SERVICE
#undef TABLES
