/* The parts of the check of a territory, one per group of its file; see territory_check.h. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "intake/domain/territory/territory_check.h"

void intake_territory_check_places(const sippe__territory *t, struct findings *f);
void intake_territory_check_admission(const sippe__territory *t, struct findings *f);
void intake_territory_check_visits(const sippe__territory *t, struct findings *f);

/* Small checks that all of them use; paths must outlive the findings. */
void intake_rule_range(struct findings *f, const char *path, int64_t value, int64_t from, int64_t to);
/* Not blank, at most max characters; an optional text may be blank. */
void intake_rule_text(struct findings *f, const char *path, const char *text, size_t max, bool required);
/* A word of the contract without its prefix; its value, or 0 with a finding. */
int intake_rule_word(struct findings *f, const char *path, const char *word, const ProtobufCEnumDescriptor *type,
                     const char *prefix);
/* Each is a word, none twice. */
void intake_rule_words(struct findings *f, const char *path, const char *const *words, size_t n,
                       const ProtobufCEnumDescriptor *type, const char *prefix);
/* Ten digits, or absent. */
void intake_rule_phone(struct findings *f, const char *path, const char *phone);
