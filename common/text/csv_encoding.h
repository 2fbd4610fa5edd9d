/* How the bytes of a table stand for letters, where they are not UTF-8: a guess, of which a person is told.
 *
 * What spreadsheets write in Québec is Windows-1252 (Excel's "CSV"), Mac Roman (Excel on a Mac) and code page 850 (a
 * terminal's, an old system's export). All three have letters for the same bytes; which one is meant is seen by what
 * stands in words: a capital behind a small letter, a sign between two letters speak against a reading, the accented
 * letters of French for it. UTF-8 that was taken for one of them and written as UTF-8 again (« LÃ©a ») is a text like
 * any other to a program, and found by those pairs. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/span.h"

enum csv_encoding { CSV_UTF_8, CSV_WINDOWS_1252, CSV_MAC_ROMAN, CSV_CP850, CSV_UTF_8_TWICE, CSV_ENCODINGS };

/* As a person names it: "utf-8", "windows-1252" (cp1252, latin1), "mac-roman", "cp850", "utf-8-twice", however
 * spaced. */
bool csv_encoding_named(struct arena *a, const char *name, enum csv_encoding *out);
const char *csv_encoding_name(enum csv_encoding e);
/* "utf-8, windows-1252, ..." */
extern const char csv_encoding_names[];

/* What a text may be. */
struct csv_guess {
    bool may_be[CSV_ENCODINGS]; /* readings in which no word speaks against it */
    enum csv_encoding best;
    bool sure;       /* the best one, and no other comes near: Windows-1252 alone, and UTF-8 */
    const char *odd; /* the first byte that the guess is about; NULL: ASCII, or UTF-8 */
};
/* Of a text that is no UTF-8: `odd` is its first byte that is none. */
struct csv_guess csv_guess_bytes(struct span text, const char *odd);
/* Of a text that is UTF-8: whether some of it was encoded twice. */
struct csv_guess csv_guess_twice(struct span text);

/* Of one byte; 0: the encoding has nothing there. Not of UTF-8, once or twice. */
int32_t csv_code_point(enum csv_encoding e, uint8_t byte);
/* A cell, in the arena. Of UTF-8 written twice each cell by itself: one that was not is left as it is. */
char *csv_convert(struct arena *a, enum csv_encoding e, const char *text, size_t len);
