#include "cli/call/contract.h"

#include <string.h>
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "proto/notifications.h"
#include "proto/scheduling.h"

#define CONTRACT_OF(NAME, name) &name##__##name##__descriptor,
const ProtobufCServiceDescriptor *const contracts[DAEMONS + 1] = {DAEMONS_EACH(CONTRACT_OF) & node__node__descriptor};

const char *contract_method(struct arena *a, const ProtobufCMessageDescriptor *request,
                            const ProtobufCMessageDescriptor **reply) {
    for (size_t s = 0; s <= DAEMONS; s++)
        for (unsigned i = 0; i < contracts[s]->n_methods; i++) {
            const ProtobufCMethodDescriptor *m = &contracts[s]->methods[i];
            if (m->input != request) continue;
            if (reply) *reply = m->output;
            return arena_printf(a, "%s.%s", contracts[s]->package + strlen("sippe."), m->name);
        }
    return NULL;
}
