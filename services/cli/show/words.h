/* The words of the contract's enumerations (words/words.h) as a person reads them here, and may write them in place of
 * the contract's own names. */
#pragma once
#include <stdbool.h>
#include "cli/cli.h"
#include "words/words.h"

/* Never NULL: "" for the unspecified value, the number when it is unknown. WORD(c, intake__route, route) */
const char *word(struct cli *c, const ProtobufCEnumDescriptor *type, int value);
#define WORD(c, type, value) word((c), &type##__descriptor, (int)(value))
/* By the contract's name, or by the word in either language; case, accents, blanks and hyphens do not matter. Of a kind
 * of work also by the need that stands for it in the list: "logement menacé (urgent)". */
bool word_read(struct cli *c, const ProtobufCEnumDescriptor *type, const char *text, int *value);
/* "SIPPE, OLO_ONLY (OLO seulement) ...": what may be chosen. */
const char *word_choices(struct cli *c, const ProtobufCEnumDescriptor *type);
/* Without a set of values, 1 << value, that are no choice there. */
const char *word_choices_but(struct cli *c, const ProtobufCEnumDescriptor *type, unsigned unoffered);
/* What may be chosen in place of a text that is none: those that have it in their words, where there are any, else
 * all. */
const char *word_choices_near(struct cli *c, const ProtobufCEnumDescriptor *type, unsigned unoffered, const char *text);
