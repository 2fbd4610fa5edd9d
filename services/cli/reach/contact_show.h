/* How a family is reached, as a person reads it: before anybody dials. Everything bears what is not there: a file of
 * which the caller may not see it has none. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* Of what may be absent: one without anything. */
const intake__contact_details *contact_or_none(struct cli *c, const intake__contact_details *contact);
/* The number that is tried first, with its extension: "514 555-0142, poste 22"; "": there is none. */
const char *contact_phone(struct cli *c, const intake__contact_details *contact);
/* May a message be left there? The number's own word, else the family's. */
sippe__voice_mail contact_voice_mail(const intake__contact_details *contact);
/* She said how she may be reached, and not so. */
bool contact_is_unwanted(const intake__contact_details *contact, intake__contact_channel channel);
/* Field by field, as in her file: numbers with whose they are, address, ways, hours, language. */
void contact_show(struct cli *c, const intake__contact_details *contact);
/* What differs, line by line: "Téléphone : 514 … → 438 …". */
void contact_changes_show(struct cli *c, const intake__contact_details *before, const intake__contact_details *after);
