/* The sheet of a notice as a page of HTML: one leaf of letter size that any browser prints and a fax carries, without a
 * script, an address of its own or anything from elsewhere (gateway/web/css/sheet.css says how it looks, and why).
 *
 * French, and English beside each thing when the family's language is not French, as notice_sheet has it. A note and
 * the territory's words have no limit that fits a leaf: they take what room the rest leaves, are cut after a word, and
 * the sheet says where the rest is. Every text of somebody is escaped. */
#pragma once
#include "cli/cli.h"
#include "proto/notifications.h"

/* In the arena; the run's language and colours are as they were. Of a notice that was withdrawn, that alone. */
const char *sheet_page(struct cli *c, const notifications__get_sheet_reply *s);
