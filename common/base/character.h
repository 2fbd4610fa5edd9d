/* What may stand in a text, character by character: the general categories of Unicode 15 (table 4-4, as utf8proc 2.8
 * has them), which say what a terminal, a sheet of paper or the next reader makes of it.
 *
 *   plain        letters, marks, digits, punctuation, signs, spaces; the two joiners, without which Persian, several
 *                Indian scripts and emoji cannot be written
 *   Cc           not plain: ESC, BEL, CR, TAB, the C1 controls move cursors and rewrite what stands before them
 *   Cf           neither: U+202E and its kin turn a line round; U+200B, the soft hyphen, U+FEFF and the tags nobody
 *                sees, so that two names look the same and are two
 *   Zl Zp        neither: U+2028 and U+2029 end a line for some programs only
 *   Cs Co Cn     neither: half characters, private ones, those without a meaning so far; each reader shows another
 *                thing, or none
 *
 * Line feeds are not plain: whether a text may have lines is a property of its field (`lines` in
 * proto/options/open.proto). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character that stands at s and its length in bytes; 0: none does, by Unicode 15, table 3-7, or a NUL. */
size_t character_read(const uint8_t *s, size_t len, int32_t *out);
/* Of any number; false for those that are no character. */
bool character_is_plain(int32_t c);
/* Nothing but plain characters; with `lines`, line feeds too. False where it is no UTF-8. */
bool text_is_plain(const char *utf8, bool lines);
/* NULL, empty, or nothing that leaves a mark: spaces of every kind, what is not plain, and fillers, which are letters
 * by their category. Asked of names that must be there: a blank one is none. Bytes that are no UTF-8 leave a mark. */
bool text_is_blank(const char *utf8);
/* How many: limits are told to people, so they count what people count. */
size_t text_characters(const char *utf8);
