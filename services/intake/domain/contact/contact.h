/* How a family is reached (intake/contact.proto): what a call tells of it, what a later one or a correction makes of
 * it, and what may be done by it. Pure; everything that is given is in the arena, or the caller's. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/finding.h"
#include "proto/intake/contact.h"

enum { CONTACT_NUMBERS_MAX = 8 };

/* What these answers tell of it: her number first, then the other one with whose it is. NULL: of no answers. */
intake__contact_details *intake_contact_told(struct arena *a, const intake__screening *answers);
/* Another call tells something: that stands in its place, and what it does not tell stays. Its number goes where her
 * own stood, or to the front where it is known already; a number of somebody else is added. */
intake__contact_details *intake_contact_later(struct arena *a, const intake__contact_details *was,
                                              const intake__contact_details *told);
/* The answers of a call are corrected: what that changes of what they told is changed here, and nothing else is, so
 * that what a person has changed since stays. */
intake__contact_details *intake_contact_corrected(struct arena *a, const intake__contact_details *was,
                                                  const intake__contact_details *before,
                                                  const intake__contact_details *after);
/* What was changed of a file while two were one is changed here, of her who is left: each field that differs, numbers
 * that were added or taken away. The number that was put first is tried first, and hers is kept behind it. NULL of
 * `was`: nothing is known of her but that. */
intake__contact_details *intake_contact_since(struct arena *a, const intake__contact_details *was,
                                              const intake__contact_details *before,
                                              const intake__contact_details *after);
bool intake_contact_same(struct arena *a, const intake__contact_details *x, const intake__contact_details *y);

/* As it is kept: numbers, postal code and languages in their normal form; what has none stays, for the check to refuse.
 * A number that is blank is left out. */
intake__contact_details *intake_contact_normal(struct arena *a, const intake__contact_details *c);
/* Of the normal form. Paths from the value down ("numbers[1].extension"). A family may have no number at all. */
void intake_contact_check(const intake__contact_details *c, struct findings *wrong);

/* ---- read ---- */

/* The number that is tried first; NULL: there is none. */
const intake__contact_number *intake_contact_first(const intake__contact_details *c);
/* May a message be left there? Its own word, else the family's. */
sippe__voice_mail intake_contact_voice_mail(const intake__contact_details *c);
/* She said how she may be reached, and not so. Not asked is no refusal. */
bool intake_contact_is_unwanted(const intake__contact_details *c, intake__contact_channel channel);
/* She named it among them. */
bool intake_contact_is_allowed(const intake__contact_details *c, intake__contact_channel channel);
/* The language to speak with her. Where an interpreter is needed, the call's own is the desk's, and hers is
 * interpreter_language. NULL: not told. */
const sippe__language *intake_contact_spoken(const intake__contact_details *c);
/* With street and town, or a postal code beside the street: what a letter can be sent to. */
bool intake_contact_has_address(const intake__contact_details *c);
/* There was one, and she is at another now, or at none. */
bool intake_contact_address_is_other(struct arena *a, const intake__contact_details *before,
                                     const intake__contact_details *after);
/* Was a number recorded that was not there, or is another one tried first? */
bool intake_contact_number_is_other(const intake__contact_details *before, const intake__contact_details *after);
