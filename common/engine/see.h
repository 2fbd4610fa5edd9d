/* May she see it? The one question that is asked for each row before it is counted, matched, paged, named or shown, and
 * for what a command is about before it is run. Part of service.h.
 *
 *   1 role, organisation   people.h: does she reach it at all? Machines, operators and whoever only watches: never
 *   2 restriction          in writing, the family keeps her, or all of her role and organisation, from some classes
 *   3 care team            where the territory's rules of today say ASSIGNED and the family is followed, a TEAM that is
 *                          not in today's team is left who she is, so that she finds the right file to open
 *   glass                  a file that she opened with a reason passes 3, and 2 where the rules say so
 *
 * Who follows a family is said by scheduling, the rest by intake; each daemon keeps the last that it heard, under the
 * family's id (notifications: under the referral's). Where nothing was said, 1 alone holds. What may not be seen is not
 * there: NOT_FOUND, no count, no match, no place in a page; CARE_TEAM_ONLY when another class of it may be. */
#pragma once

/* All classes of node__shows; and what a command about a family rests on that says nothing else: of what is kept apart
 * few know, and they have methods of their own. */
enum { SHOWS_ALL = 255, SHOWS_FILE = SHOWS_ALL & ~(SHOWS_IDENTITY | SHOWS_SAFETY) };

/* Whose a thing is. */
struct owned {
    const char *organization; /* as in struct principal; NULL: there is no such thing */
    struct id subject; /* whose file it belongs to, of two that became one the one that is left; zero: nobody's */
};

/* Which of these classes (of node__shows) she may see of what is kept about this subject, which is of this organisation
 * (NULL: there is no such thing). 0: for her it is not there. */
unsigned may_see(struct view *v, const struct principal *p, const char *organization, struct id subject,
                 unsigned shows);

/* The same as if she had opened the file: what opening it would give. */
unsigned may_see_opened(struct view *v, const struct principal *p, const char *organization, struct id subject,
                        unsigned shows);

/* What was said last of a file; an empty one when nothing was. What cannot be read is latched, and nobody sees it. */
const node__file_access *file_access(struct view *v, struct id subject);
/* Is this principal, by the worker that she is, in the team on that day? */
bool team_has(const node__file_access *f, const struct principal *p, day on);

/* Is it she from whom the family keeps it, by name or by role and organisation? */
bool restriction_names(const node__restriction *r, const struct principal *p);

/* ---- applying: by the applies of these events (common/engine/node/file.c) and of those who say them ---- */

/* The team in place of what stands there; the rest stays. */
void file_team_put(struct apply *a, struct id subject, const node__team_changed__personal *p);
/* The restrictions and who has opened it; the team stays. */
void file_access_put(struct apply *a, struct id subject, const node__file_access_ruled__personal *p);
/* All of it. */
void file_access_put_whole(struct apply *a, struct id subject, const node__file_access *f);
