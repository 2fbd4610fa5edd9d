/* What a person may have typed: a line for each command of the program, its operands and options of values that pass,
 * chosen by the input. A new command, or a new option, is tried without a word here. */
#pragma once
#include "base/arena.h"
#include "bytes.h"

enum { TYPED_MAX = 100 };

struct typed {
    char *argv[TYPED_MAX + 1];
    int argc;
};

size_t typed_commands(void);
/* `folder`: where the files are that a command is given (forms.csv, forms.json, and those of the tree). */
void typed_line(struct typed *t, struct arena *a, size_t command, const char *folder, struct bytes *from);
