/* One pass over a service's tables: each method is a call of row(). No guard: it is included once a service, with TABLES
 * and `service` set before. */
#define COMMAND(rpc, roles, thing, field)  row(service, #rpc, roles);
#define COMMAND_ASK(rpc, roles)            row(service, #rpc, roles);
#define COMMAND_OPEN(rpc, roles)           row(service, #rpc, roles);
#define QUERY(rpc, roles, thing, field)    row(service, #rpc, roles);
#define QUERY_ASK(rpc, roles)              row(service, #rpc, roles);
#define QUERY_OPEN(rpc, roles)             row(service, #rpc, roles);
#define QUERY_OPEN_OF(package, rpc, roles) row(service, #rpc, roles);
#include "engine/tables/each.h"
#undef TABLES
