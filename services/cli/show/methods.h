/* What can be asked at all: the methods of the contract with the fields of their requests. */
#pragma once
#include "cli/cli.h"

/* As a table or JSON, from the descriptors; with a word, those that hold it in their name, a field or a type, whatever
 * the case. Asks no daemon. */
int methods_list(struct cli *c, const char *word);
