/* The answer code of a printed sheet: seven characters that can be said on the phone. Pure. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/id.h"

enum { CODE_LEN = 7, CODE_TRIES_MAX = 64 };

/* Six characters from the notice's id and one that checks them; another attempt gives another code. */
void notifications_code_derive(struct id notice, unsigned attempt, char out[CODE_LEN + 1]);
/* What a person typed, brought to that form. False unless it is a whole code whose check holds: one wrong character and
 * two neighbours exchanged are always found. */
bool notifications_code_read(const char *typed, char out[CODE_LEN + 1]);
/* "K7M-4TXQ" */
char *notifications_code_spoken(struct arena *a, const char *code);
