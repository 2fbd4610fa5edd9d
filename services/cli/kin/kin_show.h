/* A family's people and pregnancies as a person reads them. All bear what is not there. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* A table of each, with the short ids by which people and pregnancies are named. */
void kin_show(struct cli *c, const intake__kin *kin);
/* In her file: one line each for the children and for a pregnancy that ended. */
void kin_brief(struct cli *c, const intake__kin *kin);
/* What differs, line by line. */
void kin_changes_show(struct cli *c, const intake__kin *before, const intake__kin *after);
/* By the first digits of an id, or by a given name that one of them alone has. NULL after saying why. */
intake__person *kin_person(struct cli *c, const intake__kin *kin, const char *text);
/* By the first digits of its id; text NULL: the one that goes on. NULL after saying why. */
intake__family_pregnancy *kin_pregnancy(struct cli *c, const intake__kin *kin, const char *text);
