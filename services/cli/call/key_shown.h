/* A key as people see it, and where a word of theirs leads to one. */
#pragma once
#include "cli/cli.h"
#include "keys/key.h"

/* The public half and its fingerprint. The secret never leaves the file, not even for this. */
void key_say(struct cli *c, const struct key_file *k);
/* A .pub by its path; otherwise a name of the profile. 0, or the exit code, said. */
int key_public_of(struct cli *c, const char *text, struct key_file *out);
