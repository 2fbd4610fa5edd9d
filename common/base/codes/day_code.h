/* A day code (proto/intake.proto, "ways in"): ten characters that can be said on the telephone, by which somebody signs
 * in once.
 *
 * Ten of 23 are 45 bits. The first four are its handle, which is no secret: by it the code is found, and wrong tries
 * are counted against it. Six are left to guess, 148,035,889: of five tries one in 30 million opens. There is no check
 * character: it would leave five. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/id.h"
#include "base/codes/secret.h"

enum { DAY_CODE_LEN = 10, DAY_CODE_HANDLE = 4, DAY_CODE_SALT = 16 };

/* Of 16 bytes of chance, which whoever asks for the way in has drawn. */
void day_code_make(struct id chance, char out[DAY_CODE_LEN + 1]);
/* As it was typed: in either case, with hyphens and blanks. False: it is none. */
bool day_code_read(const char *typed, char out[DAY_CODE_LEN + 1]);
/* Its first four characters; and are these such? */
char *day_code_handle(struct arena *a, const char *code);
bool day_code_handle_is_valid(const char *handle);
/* What intake is told of it. */
void day_code_digest(struct id salt, const char *code, uint8_t out[SECRET_DIGEST_LEN]);
/* "K7MWX-4TXQC", as it is told. */
char *day_code_spoken(struct arena *a, const char *code);
