/* One cell of a table and one field of a message, by descriptor, in both directions: what is written reads back as the
 * same value.
 *
 * Empty: the question was not asked, the field is absent. "inconnu" and "refus": asked, not answered. Dates,
 * moments (by the clock of the zone given), amounts and ranges of amounts are read as people write them
 * (text/written.h, text/written_range.h), and written AAAA-MM-JJ, RFC 3339, "32140.50" and "au plus 40742.00";
 * enumerations the words of answers.h. Blanks at the ends of a cell do not count.
 *
 * A text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line end: OWASP, CSV
 * injection) is written with an apostrophe before it, which is taken away when read. A telephone with its + gets one as
 * well: that is harmless, and a formula in a name is not. */
#pragma once
#include "base/arena.h"
#include "civil/date.h"

/* A sentence in both languages; constant, or in the arena. */
struct cell_fault {
    const char *fr, *en;
};

/* Sets the field of *owner, or appends to it when it is repeated; an empty cell does neither. NULL, or what is wrong;
 * the cell's text is never repeated in it, because what is wrong is printed, sent by mail, kept. */
const struct cell_fault *cell_read(struct arena *a, struct zone zone, ProtobufCMessage *owner,
                                   const ProtobufCFieldDescriptor *field, const char *text);
/* What such a cell may hold, for whoever fills it in: "AAAA-MM-JJ", "oui, non, inconnu, refus". */
const char *cell_wants(struct arena *a, const ProtobufCFieldDescriptor *field);
/* A text as it may stand in a cell: with that apostrophe where it needs one. NULL: "". */
const char *cell_text(struct arena *a, const char *text);
/* The field, or element `at` of a repeated one; "" when absent. Nothing of the message is changed. */
const char *cell_write(struct arena *a, struct zone zone, const ProtobufCMessage *owner,
                       const ProtobufCFieldDescriptor *field, size_t at);
