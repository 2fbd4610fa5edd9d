/* What a family agrees to: what the files of this room share. */
#pragma once
#include "civil/date.h"
#include "cli/cli.h"
#include "proto/intake.h"

/* `sippe consent show`: one consent, and the words that were read, whole. */
int consent_show_run(struct cli *c);

enum words_of { WORDS_OF_CONSENT, WORDS_OF_PARTICIPATION };
/* The version of the words that were read or signed on that day: of the rules of then the last of their list that was
 * read by then, or the one that is named, among theirs. Without them it would say that she agreed, and not to what. 0,
 * or the exit code, said, with the versions of that day. */
int text_version_choose(struct cli *c, enum words_of of, day on, const char **version);

/* What is not said of an agreement: herself, by word, today, with the latest words. 0, or the exit code, said. */
int agreement_complete(struct cli *c, intake__agreement *said);
