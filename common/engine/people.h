/* Who speaks to a daemon, and as whom. Part of service.h. */
#pragma once

/* Who acts, by the memberships at this message; one that was ended since the last message does not. */
struct principal {
    struct id id;     /* of the membership; of a key of the local configuration member_of_name */
    const char *name; /* as it is called now */
    sippe__role role;
    const char *organization; /* a CLSC's code, a partner's id in hexadecimal, or "" */
    struct id via;            /* whose key carried the message, when that is another's; or zero */
    bool shared;              /* a desk's and nobody's own */
    const char *worker;       /* the code of the worker that she is in scheduling; "" or NULL: none */
    bool door;                /* of an organisation: it may ask what says AS_DOOR, and nothing else */
};

/* How far a role reaches into what belongs to an organisation (a CLSC's families, a partner's notices), beyond what its
 * rows in the tables allow it to call. */
enum reach {
    REACH_NOTHING, /* it has no business with them: machines, operators, whoever speaks for others only */
    REACH_OWN,     /* its organisation's */
    REACH_ALL,     /* the territory's */
};
enum reach role_reach(sippe__role role);
/* May another's key (`via`) speak for it? For a person and a partner's; what runs the daemons speaks with its own. */
bool role_is_spoken_for(sippe__role role);
/* Does that include what belongs to this organisation? Asked of each row before it is counted, matched or shown. */
bool principal_reaches(const struct principal *p, const char *organization);

/* Somebody who may speak to the daemons, and as whom: a person (who may have several), a desk, a program. What was done
 * hangs on its id for ever; keys, names and dates change under it. */
enum { MEMBER_KEYS = 2 }; /* one, and another that is taking its place */
struct member {
    struct id id, version; /* version: the record that said the rest */
    const char *name;      /* never another's again; "" when it is erased */
    sippe__role role;
    const char *organization;      /* as in struct principal */
    struct span keys[MEMBER_KEYS]; /* 32 bytes each, CURVE: by which it may speak. None: through `via` alone */
    size_t n_keys;
    const struct span *revoked; /* keys that it had */
    size_t n_revoked;
    struct id via;       /* whose key may speak for it; zero: nobody's */
    bool shared;         /* a desk and not one person: each of its requests must say who acts */
    const char *worker;  /* the code of the worker that she is in scheduling, or "" */
    day until;           /* the last day on which it may speak; DAY_NONE: no last one */
    day trained_until;   /* past it the territory may suspend her (Territory.access); DAY_NONE: nobody said */
    bool ended;          /* for good */
    bool revoked_beside; /* the record that ended it, or took a key, is lost by a restore: only the file beside the
                                store says so, and `keys` and `ended` heed it */
};
/* Of those that intake keeps; the keys of the local configuration are not among them. Ended ones are found too: whether
 * it may speak is the caller's question. */
bool member_find(struct view *v, struct id id, struct member *out);
/* May it speak now, by whichever key? 0, KEY_REVOKED (ended, past its last day), TRAINING_OVER. */
int member_check(struct view *v, const struct member *m, int64_t now_ms);
/* By its name as it is now, or its id in 32 hexadecimal digits: how people and requests say whom they mean. */
bool member_named(struct view *v, const char *text, struct member *out);
/* By a key that it has now. */
bool member_by_key(struct view *v, struct span public_key, struct member *out);
/* Was this name ever anybody's but that one's, or is it in the local configuration? */
bool member_name_is_taken(struct view *v, const char *name, struct id by_other_than);
/* Was this public key ever anybody's, by a record that a restore has lost too, or is it in the local configuration? */
bool member_key_is_taken(struct view *v, struct span public_key);
/* What the actor of a record is called now, configured keys included; "": nobody knows any more. */
const char *member_name(struct view *v, struct id id);
/* All that member_find finds, in the order of their ids; n is set. */
const struct member *member_list(struct view *v, size_t *n);
/* The id of a key of the local configuration, which has a name alone: in every daemon the same. */
struct id member_of_name(const char *configured);
/* An organisation as a membership has it. A partner's is compared as text wherever it speaks, so it is written in one
 * way: NULL when it is no id, else in lower case. Of other roles as given. */
const char *member_organization(struct arena *a, sippe__role role, const char *organization);

/* An organisation's door, for whoever it has told nobody about but has a link of: a membership like another, of role
 * PARTNER, but that no record makes it. It has no key and no way in: any gateway's key speaks for it. A service has
 * doors if its apply of the organisations puts them; in the others nobody has that id. */
struct id door_of(struct id organization);
void door_put(struct apply *a, const struct record *r, struct id organization, const char *name);
bool member_is_door(const struct member *m);

/* Who may act today, by role and organisation: memberships that may speak now (member_check) and keys of the
 * configuration. It reads every membership: once for a message. */
struct staff_one {
    sippe__role role;
    const char *organization;
};
struct staff {
    const struct staff_one *list;
    size_t n;
};
struct staff staff_read(struct view *v, int64_t now_ms);
/* Is there anybody of this role for what belongs to this organisation? */
bool staff_has(const struct staff *s, sippe__role role, const char *organization);
