/* What is in force of a file where each member has said something of her own: how she is reached, who she is. Nothing
 * of it is kept for the file: it is folded together whenever it is asked for, so that a member who is a family of her
 * own again has what she had, and so has who is left.
 *
 *   her own value ── said before the merge ──▶ joined with the alias's: of the two the one whose call is newer goes
 *        │                                     before, and keeps of the other what it does not tell
 *        └────────── said after it ──────────▶ it was said of the file, and stands alone */
#pragma once
#include "civil/civil.h"
#include "intake/rows.h"

struct said {
    void *value;      /* NULL: nothing is known, or what is known was erased */
    uint64_t at;      /* the record that says it, before whatever corrects that */
    uint64_t call;    /* the newest call among those who said it */
    uint64_t version; /* the newest of the records that it is made of */
};
/* A call as it is about to be corrected: what it tells then is not in a row yet. */
struct corrected_call {
    ProtobufCBinaryData screening_id;
    const intake__screening *answers;
    day call_day;
};
/* What a family has said herself, whoever became her; and of two values the one that counts. */
struct joining {
    struct said (*own)(struct view *v, ProtobufCBinaryData family, const struct joining *how);
    void *(*later)(struct arena *a, const void *older, const void *newer);
    const struct corrected_call *corrected; /* NULL: none is */
    ProtobufCBinaryData without;            /* a member who is left out, with whoever became her; empty: nobody */
    ProtobufCBinaryData of;                 /* this family as she was at the record `until`; empty: all as they are */
    uint64_t until;
};
/* How many of a family's own records count. */
size_t intake_said_until(const struct joining *how, ProtobufCBinaryData family, const uint64_t *said, size_t n);
/* A member who is a family of her own again, and whom she had become: by which record. */
struct parting {
    ProtobufCBinaryData left_id, alias_id;
    uint64_t merged;
    const char *reason;
};

/* Of this family and whoever became her: of a file, where she is who is left. */
struct said intake_in_force(struct view *v, const struct joining *how, ProtobufCBinaryData family);
/* Of two files that become one. */
struct said intake_in_force_together(struct view *v, const struct joining *how, ProtobufCBinaryData into,
                                     ProtobufCBinaryData from);
