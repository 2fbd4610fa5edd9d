/* A completion script for bash from the table of commands. */
#pragma once
#include "cli/cli.h"

char *completion_bash(struct cli *c);
