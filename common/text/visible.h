/* Text made visible, for terminals and paper: what a text of somebody else may hold beside letters must not move the
 * cursor, hide a line or pass unseen (base/character.h says which characters those are). */
#pragma once
#include <stdbool.h>
#include "base/arena.h"

/* The text with each character that is not plain written as ‹U+001B›, and each byte that is no UTF-8 as ‹0xFF›. With
 * `lines`, line feeds and tabs stay as they are. The text itself when there is nothing to write: it lives as long as
 * both do. What is written so has no character that is not plain: shown again, it stays. */
const char *text_visible(struct arena *a, const char *utf8, bool lines);
