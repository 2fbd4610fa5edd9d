/* Ways in through a gateway, as rows: who asks for one (login_make.c), comes in by it (login_use.c), looks at them or
 * ends one (login_list.c).
 *
 *   InviteMember ─▶ LoginMade ─▶ waits 24 h ─ UseDayCode ─▶ LoginUsed ─▶ opens 12 h ─▶ over
 *   MakeToken ────▶ LoginMade ─▶ opens ─ FindLogin … NoteLoginUsed, once a day ─▶ LoginUsed
 *                                 └─ EndLogin ─▶ LoginEnded
 *
 * Nothing ends a login because a membership ended, lost its gateway or is past a day: that is looked at each time that
 * it is asked for, so that no change of a membership, and no restore, can forget it. */
#pragma once
#include "intake/domain/logins.h"
#include <string.h>
#include "base/codes/secret.h"
#include "intake/rows.h"

enum { LOGIN_MEMBERS_MAX = 8, LOGIN_LABEL_MAX = 160 };

/* NULL: there is none. */
intake_rows__login *intake_login_row(struct view *v, ProtobufCBinaryData id);
struct login intake_login(const intake_rows__login *row);
/* The code of this handle that waits to be used, and its id; NULL: none. There is one at most (CODE_TAKEN). */
intake_rows__login *intake_login_waiting(struct view *v, const char *handle, int64_t now_ms, struct id *id);
/* Of the digest of a token. NULL: none has it. */
intake_rows__login *intake_login_of_token(struct view *v, struct span digest, struct id *id);
/* Have the rules of that day day codes? */
bool intake_day_codes(struct view *v, day today);

/* Its memberships that may speak now; of one gateway, or of all (zero). */
struct login_members {
    struct member list[LOGIN_MEMBERS_MAX];
    size_t n;
};
void intake_login_members(struct view *v, const intake_rows__login *row, struct id gateway, int64_t now_ms,
                          struct login_members *out);
/* Is its gateway one, and admitted? Else `via` opens nothing. */
bool intake_is_by_gateway(struct view *v, const struct member *m);
/* First the login, then its memberships: what a record of it is about. */
struct login_subjects {
    struct id ids[1 + LOGIN_MEMBERS_MAX];
    size_t n;
};
struct login_subjects intake_login_subjects(struct id login, ProtobufCBinaryData *members, size_t n);
