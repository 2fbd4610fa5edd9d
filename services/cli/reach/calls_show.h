/* Calls to and from a family, as lists and files show them. */
#pragma once
#include "cli/cli.h"
#include "proto/intake/calls.h"
#include "proto/intake.h"

/* A table of them, in the order given. */
void calls_show(struct cli *c, intake__call_summary *const *calls, size_t n);
/* "3 appels et 1 lettre sans la joindre": of n attempts so many were letters. */
const char *unanswered_text(struct cli *c, int32_t n, int32_t letters);
/* "21 nov. 9 h 03, desk : pas de réponse": one in a line. */
const char *call_line(struct cli *c, const intake__call_summary *call);
