/* The first half of a backup. No copy may be ahead of another: a follower that had taken what its producer's copy
 * does not hold would, restored, have effects of records that never were. Each follows the others in a circle, so no
 * order of copies gives that. A hold does: cursors stand still from here to the copy, and each copy is opened after
 * all holds, so what a cursor names was in its producer's journal before. */
#include "engine/node/backup.h"

enum { HOLD_MAX_MS = 5000 };

int node_hold_following(struct query *q, const node__hold_following_request *in, node__hold_following_reply *out) {
    struct engine *e = q->view.e;
    bool repeated = id_equal(e->hold.request, q->request_id);
    int refused = backup_may_begin(q, in->cut);
    if (!refused && repeated && !follow_is_held(e)) refused = REASON_HOLD_ENDED;
    if (refused) return refused;
    out->standing = standing_read(q->view.txn, q->view.arena, e->seq, id_of((ProtobufCBinaryData){ID_LEN, e->chain}));
    if (!out->standing) return REASON_INTERNAL;
    if (repeated) return 0;
    e->hold = (struct hold){.request = q->request_id};
    memcpy(e->hold.cut, in->cut, strlen(in->cut));
    follow_hold(e, in->hold_ms && in->hold_ms < HOLD_MAX_MS ? in->hold_ms : HOLD_MAX_MS);
    return 0;
}
