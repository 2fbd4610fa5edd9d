/* A completion script for bash from the table of commands, in the arena. Static: it asks no daemon, so that a key press
 * never waits for a network. After an update it is made anew (`source <(sippe completion bash)`). */
#pragma once
#include "cli/cli.h"

char *completion_bash(struct cli *c);
