/* The last restore of this store: how far its history is still the one that others have heard. */
#include "engine/rows/rows.h"

engine_rows__restored *restored_row(struct view *v) {
    struct key key = KEY(KEY_TEXT("last"));
    struct span packed;
    return txn_get(v->txn, TABLE_RESTORED, &key, &packed) ? UNPACK_OWN(v->arena, engine_rows__restored, packed) : NULL;
}
