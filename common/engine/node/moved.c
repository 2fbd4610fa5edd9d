/* Which lists moved since, for whoever tells many. */
#include "engine/node/tables.h"

int node_moved(struct query *q, const node__moved_request *in, node__moved_reply *out) {
    moves_tell(q->view.e, q->view.arena, in->since, out);
    return 0;
}
