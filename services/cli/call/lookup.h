/* From what a person types to the thing itself: short family numbers, unique prefixes of ids, names. All say what is
 * wrong themselves and then give NULL or false, c->exit set.
 *
 * The first digits of an id are looked up by the daemon that has the thing (FindThing, FindNotice), in a territory of
 * any size; a whole id (32 digits) is asked for directly. Two things that fit are never chosen between, but listed;
 * what was found is then acted upon in the version just read. */
#pragma once
#include <stdbool.h>
#include "cli/cli.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/notifications.h"
#include "proto/scheduling.h"

enum { PREFIX_MIN = 6 }; /* hexadecimal digits: tables show 8, and 6 tell 16 million apart */

/* A number whose check digit is right; otherwise says what is wrong with it. */
bool family_number_check(struct cli *c, const char *text);
/* The only thing of this kind whose id begins so; NULL after saying that there is none, or listing the several. */
const intake__thing *lookup_thing(struct cli *c, intake__thing_kind kind, const char *text, const char *fr,
                                  const char *en);
/* The same where one thing may be found more than once: of the worklist each piece of work about it. */
const intake__thing *lookup_thing_any(struct cli *c, intake__thing_kind kind, const char *text, const char *fr,
                                      const char *en);
/* "1042-9", or an id in hexadecimal, whole or its first digits. The file of another CLSC is not found: intake does not
 * say that it exists. */
intake__get_family_reply *lookup_family(struct cli *c, const char *text);
/* Only the ids. *enrolment may be NULL. */
bool lookup_family_id(struct cli *c, const char *text, ProtobufCBinaryData *family, ProtobufCBinaryData *enrolment);
/* By a prefix of its id; with its answers, as far as this role may see them. */
intake__get_screening_reply *lookup_screening(struct cli *c, const char *text);
/* text NULL: the only one that is open. */
intake__consent *lookup_consent(struct cli *c, const intake__get_family_reply *f, const char *text);
intake__referral *lookup_referral(struct cli *c, const intake__get_family_reply *f, const char *text);
/* text NULL: the only one that is still to come. */
scheduling__visit *lookup_visit(struct cli *c, const scheduling__family_visits_reply *v, const char *text);
/* An organisation by a prefix of its id or by words of its name. */
bool lookup_organization(struct cli *c, const char *text, ProtobufCBinaryData *id, const char **name);
/* A service by its id, a prefix of it, or words that find exactly one. */
directory__get_service_reply *lookup_service(struct cli *c, const char *text);
/* By a prefix among those that this key may list: partners their own, coordinators all; desks none (they print sheets
 * by referral). */
notifications__notice *lookup_notice(struct cli *c, const char *text);

/* Does the id begin with these digits? False unless they are 6 to 32 hexadecimal ones. */
bool prefix_fits(const char *text, ProtobufCBinaryData id);
bool prefix_is(const char *text);
/* 32 digits. */
bool whole_id(struct cli *c, const char *text, ProtobufCBinaryData *out);
/* --version when given, else what was read. */
ProtobufCBinaryData version_of(struct cli *c, ProtobufCBinaryData seen);
/* Whose file it is, for a line of a list; NULL, without a word: not for this key to see. */
const intake__get_family_reply *lookup_seen(struct cli *c, ProtobufCBinaryData family_id);
