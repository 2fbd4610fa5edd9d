/* Ways in as intake last said, by their ids and by the digests of programs' tokens. What is kept is asked again when
 * memberships or ways in have moved (node.Moved, list "members"), and when nobody has told for a quarter of a
 * second. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/id.h"
#include "proto/intake.h"

enum { LOGINS_KEPT = 1024, LOGIN_MEMBERS = 16, LOGIN_FRESH_MS = 250 };

struct login_member {
    struct id id;
    char name[64], organization[64], worker[64];
    sippe__role role;
    bool has_until, has_trained;
    sippe__date until, trained_until;
};

struct login {
    struct id id, token; /* token: its digest, or zero */
    int64_t until_ms, asked_ms, used_ms;
    size_t n;
    struct login_member members[LOGIN_MEMBERS]; /* n of them; of a copy no more are there */
};

struct logins {
    struct login *list[LOGINS_KEPT];
    size_t n;
    int64_t moved_ms; /* when it was last heard that they moved */
    int64_t heard_ms; /* when it was last heard whether they did */
};

void logins_close(struct logins *l);
/* NULL: not known. */
struct login *login_find(struct logins *l, struct id id);
struct login *login_of_token(struct logins *l, struct id digest);
/* Is what is kept what intake says? */
bool login_is_fresh(const struct logins *l, const struct login *one, int64_t now_ms);
/* What intake said when it was asked then (not when it was heard: it may have moved between); the oldest makes room. */
struct login *login_keep(struct logins *l, const intake__find_login_reply *r, struct id token, int64_t asked_ms);
/* For one request, which may outlast what is kept. */
const struct login *login_copy(struct arena *a, const struct login *one);
void login_forget(struct logins *l, struct id id);
const struct login_member *login_member(const struct login *one, struct id id);
