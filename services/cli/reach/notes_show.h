/* Notes about a family, of whichever kind: shown with all that they said before, and found by their first digits. */
#pragma once
#include "cli/cli.h"
#include "proto/intake/notes.h"

void note_show(struct cli *c, const intake__note *n);
/* The only one that the second operand begins; NULL after saying that there is none, or several, and what lists
 * them. */
const intake__note *note_find(struct cli *c, intake__note *const *notes, size_t n_notes, const char *list);
/* Says that it was corrected or withdrawn; gives the exit code. */
int note_corrected_say(struct cli *c, const ProtobufCMessage *done, const intake__note *n, bool withdrawn);
