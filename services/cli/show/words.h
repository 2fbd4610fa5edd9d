/* The words of the contract's enumerations (words/words.h) as a person reads them here, and may write them in place of
 * the contract's own names. */
#pragma once
#include <stdbool.h>
#include "cli/cli.h"
#include "words/words.h"

/* Never NULL: "" for the unspecified value, the number when it is unknown. WORD(c, intake__route, route) */
const char *word(struct cli *c, const ProtobufCEnumDescriptor *type, int value);
#define WORD(c, type, value) word((c), &type##__descriptor, (int)(value))
/* By the contract's name, or by the word in either language; case, accents, blanks and hyphens do not matter. */
bool word_read(struct cli *c, const ProtobufCEnumDescriptor *type, const char *text, int *value);
/* "SIPPE, OLO_ONLY (OLO seulement) ...": what may be chosen. */
const char *word_choices(struct cli *c, const ProtobufCEnumDescriptor *type);
/* Without a set of values, 1 << value, that are no choice there. */
const char *word_choices_but(struct cli *c, const ProtobufCEnumDescriptor *type, unsigned unoffered);
