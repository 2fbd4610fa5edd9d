/* Substitutes as the commands of other nouns show them. */
#pragma once
#include "cli/cli.h"
#include "proto/scheduling.h"

/* A line each: who stands in for whom, on which days, and why where it is told. */
void substitutes_show(struct cli *c, scheduling__substitute *const *list, size_t n);
