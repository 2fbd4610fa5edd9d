#include "intake/call/match.h"
#include <string.h>
#include "intake/call/name_sound.h"
#include "intake/domain/screening/normal.h"
#include "text/fold.h"

/* Of a name that is too long words are left out: telephones, birth date and person are added before them. Past SCAN_MAX
 * calls under one hash no more are looked at, and which they are is chance, of the CLSC that comes first: a number that
 * so many share (a shelter, a switchboard) says nothing about a family, and must not make each further submission
 * slower. */
enum { HASHES_MAX = 48, SCAN_MAX = 200 };

/* Families that have a number in common, from a mother and her daughters up, before it is a shelter's. */
enum { NUMBER_SHARED_MAX = 5 };

/* What one call is compared by beside its whole name: of people with four names not all pairs, as each is a key. */
enum { PARTS_MAX = 3, PART_SHORTEST = 3 };

bool intake_hash_phone(struct view *v, const char *phone, struct id *hash) {
    const char *normal = phone ? intake_phone_normal(view_arena(v), phone) : NULL;
    if (normal) *hash = lookup_hash(v, "phone", normal);
    return normal != NULL;
}

bool intake_hash_birth(struct view *v, const sippe__date *birth, struct id *hash) {
    day on = civil_day(birth);
    if (on == DAY_NONE) return false;
    char text[11];
    day_text(on, text);
    *hash = lookup_hash(v, "birth", text);
    return true;
}

/* "St" is written for "Saint", whole or short as the form has room. */
static const char *spelled_out(const char *word) {
    if (strcmp(word, "st") == 0) return "saint";
    return strcmp(word, "ste") == 0 ? "sainte" : word;
}

/* Of folded words one after the other, letters that are doubled once: a submission asks for a dozen of these. */
static char *key_of_words(struct arena *a, const char *const *words, size_t n) {
    size_t room = 1;
    for (size_t i = 0; i < n; i++) room += strlen(spelled_out(words[i]));
    char *text = arena_alloc(a, room), *to = text;
    for (size_t i = 0; i < n; i++)
        for (const char *c = spelled_out(words[i]); *c; c++)
            if (to == text || to[-1] != *c) *to++ = *c;
    return text;
}

char *intake_name_key(struct arena *a, const char *name) {
    const char **words;
    size_t n = fold_tokens(a, name, &words);
    return key_of_words(a, words, n);
}

size_t intake_name_pieces(struct arena *a, const char *name, const char ***out) {
    size_t n = 0;
    *out = arena_alloc(a, (strlen(name) + 1) * sizeof **out);
    for (name += strspn(name, " "); *name; name += strspn(name, " ")) {
        size_t len = strcspn(name, " ");
        (*out)[n++] = arena_text_of(a, span_of(name, len));
        name += len;
    }
    return n;
}

static bool hash_words(struct view *v, const char *const *words, size_t n, struct id *hash) {
    const char *key = key_of_words(view_arena(v), words, n);
    if (*key) *hash = lookup_hash(v, "word", key);
    return *key != '\0';
}

bool intake_hash_word(struct view *v, const char *word, struct id *hash) {
    const char **words;
    size_t n = fold_tokens(view_arena(v), word, &words);
    return hash_words(v, words, n, hash);
}

/* Folded and without blanks: a spreadsheet that writes "rj 1" for "RJ-1" means the same call. */
bool intake_hash_reference(struct view *v, const char *reference, struct id *hash) {
    char *text = fold(view_arena(v), reference), *to = text;
    for (const char *c = text; *c; c++)
        if (*c != ' ') *to++ = *c;
    *to = '\0';
    if (*text) *hash = lookup_hash(v, "reference", text);
    return *text != '\0';
}

/* The parts cannot run into each other: folded text has no '|'. What she wants to be called is left out; it is no name
 * that another call would give. */
static bool hash_person(struct view *v, const intake__identity *i, struct id *hash) {
    struct arena *a = view_arena(v);
    day on = civil_day(i->birth_date);
    if (!i->name || on == DAY_NONE) return false;
    const char *family = intake_name_key(a, i->name->family), *given = intake_name_key(a, i->name->given);
    if (!*family || !*given) return false;
    char text[11];
    day_text(on, text);
    *hash = lookup_hash(v, "person", arena_printf(a, "%s|%s|%s", family, given, text));
    return true;
}

static bool hash_nam(struct view *v, const char *nam, struct id *hash) {
    const char *normal = nam && *nam ? intake_nam_normal(view_arena(v), nam) : NULL;
    if (normal) *hash = lookup_hash(v, "nam", normal);
    return normal != NULL;
}

/* How the words of a name sound. "de", "la", "el" are of so many names that they tell none; where there is nothing
 * else they do. */
static size_t sounds_of(struct arena *a, const char *name, const char *sounds[PARTS_MAX]) {
    const char **words;
    char *parted = arena_text(a, name);
    for (char *c = parted; *c; c++)
        if (*c == '-') *c = ' ';
    size_t n_words = intake_name_pieces(a, parted, &words), n = 0;
    for (size_t shortest = PART_SHORTEST; n == 0 && shortest; shortest--)
        for (size_t i = 0; i < n_words && n < PARTS_MAX; i++) {
            const char *key = intake_name_key(a, words[i]);
            if (strlen(key) >= shortest) sounds[n++] = intake_name_sound(a, key);
        }
    return n;
}

enum { NEAR_MAX = PARTS_MAX * PARTS_MAX };

/* A word of the family name, one of the given names and the birth date; the two words in alphabetical order, so that
 * names in each other's place are the same. */
static size_t hash_near(struct view *v, const intake__identity *i, struct id hashes[NEAR_MAX]) {
    struct arena *a = view_arena(v);
    day on = civil_day(i->birth_date);
    if (!i->name || on == DAY_NONE) return 0;
    char text[11];
    day_text(on, text);
    const char *family[PARTS_MAX], *given[PARTS_MAX];
    size_t n = 0, n_family = sounds_of(a, i->name->family, family), n_given = sounds_of(a, i->name->given, given);
    for (size_t f = 0; f < n_family; f++)
        for (size_t g = 0; g < n_given; g++) {
            bool swapped = strcmp(family[f], given[g]) > 0;
            const char *one = swapped ? given[g] : family[f], *other = swapped ? family[f] : given[g];
            hashes[n++] = lookup_hash(v, "near", arena_printf(a, "%s|%s|%s", one, other, text));
        }
    return n;
}

static void add(struct arena *a, intake_rows__lookup *row, struct id hash) {
    if (row->n_hashes < HASHES_MAX) APPEND(a, row, hashes, id_field(a, hash));
}

/* Words that are folded already, as one. */
static void add_folded(struct view *v, const char *const *words, size_t n, intake_rows__lookup *row) {
    struct id hash;
    if (hash_words(v, words, n, &hash)) add(view_arena(v), row, hash);
}

static void add_pieces(struct view *v, const char *name, intake_rows__lookup *row) {
    const char **pieces;
    struct id hash;
    size_t n = intake_name_pieces(view_arena(v), name, &pieces);
    for (size_t i = 0; i < n; i++)
        if (intake_hash_word(v, pieces[i], &hash)) add(view_arena(v), row, hash);
}

/* Each word, each piece between blanks ("N'Guessan" is found as nguessan too), and all of it as one. */
static void add_words(struct view *v, const char *name, intake_rows__lookup *row) {
    const char **words;
    size_t n = fold_tokens(view_arena(v), name, &words);
    for (size_t i = 0; i < n; i++) add_folded(v, &words[i], 1, row);
    if (n < 2) return;
    add_pieces(v, name, row);
    add_folded(v, words, n, row);
}

static void add_phone(struct view *v, const char *phone, intake_rows__lookup *row) {
    struct id hash;
    if (intake_hash_phone(v, phone, &hash)) add(view_arena(v), row, hash);
}

static void add_person(struct view *v, const intake__identity *i, intake_rows__lookup *row) {
    struct id hash;
    if (intake_hash_birth(v, i->birth_date, &hash)) add(view_arena(v), row, hash);
    if (hash_nam(v, i->nam, &hash)) add(view_arena(v), row, hash);
    if (hash_person(v, i, &hash)) add(view_arena(v), row, hash);
    struct id near[NEAR_MAX];
    size_t n_near = hash_near(v, i, near);
    for (size_t k = 0; k < n_near; k++) add(view_arena(v), row, near[k]);
    if (!i->name) return;
    add_words(v, i->name->family, row);
    add_words(v, i->name->given, row);
    add_words(v, i->name->preferred, row);
}

/* All of a call in one row: a correction puts another in its place, and what the mistake was found by is gone with
 * it. */
static intake_rows__lookup *lookup_of(struct view *v, const intake__screening *answers) {
    intake_rows__lookup *row = NEW(view_arena(v), intake_rows__lookup);
    struct id hash;
    add_phone(v, answers->identity->phone, row);
    add_phone(v, answers->identity->alt_phone, row);
    if (intake_hash_reference(v, answers->local_reference, &hash)) add(view_arena(v), row, hash);
    add_person(v, answers->identity, row);
    return row;
}

void intake_lookup_replace(struct apply *a, struct id said, const struct lookup_of *of,
                           const intake__screening *answers) {
    struct key key = KEY(KEY_ID(said));
    if (!answers || !answers->identity) {
        row_delete(a, &intake_lookups, key);
        return;
    }
    intake_rows__lookup *row = lookup_of(VIEW(a), answers);
    row->clsc_code = of->clsc_code;
    row->sealed_for = of->sealed_for;
    ROW_PUT(a, &intake_lookups, key, row);
}

void intake_lookup_of_family(struct apply *a, struct id family, const struct lookup_of *of,
                             const struct lookup_by *by) {
    struct key key = KEY(KEY_ID(family));
    size_t n = by->contact ? by->contact->n_numbers : 0;
    if (!n && !(by->named && by->n_who)) {
        row_delete(a, &intake_lookups, key);
        return;
    }
    intake_rows__lookup *row = NEW(arena_of(a), intake_rows__lookup);
    for (size_t i = 0; i < n; i++) add_phone(VIEW(a), by->contact->numbers[i]->number, row);
    for (size_t i = 0; i < by->n_who; i++) add_person(VIEW(a), by->who[i], row);
    row->clsc_code = of->clsc_code;
    row->sealed_for = of->sealed_for;
    ROW_PUT(a, &intake_lookups, key, row);
}

void intake_lookup_move(struct apply *a, struct id screening, const char *clsc_code) {
    struct key key = KEY(KEY_ID(screening));
    intake_rows__lookup *row = row_get(VIEW(a), &intake_lookups, key);
    if (!row) return;
    row->clsc_code = clsc_code;
    ROW_PUT(a, &intake_lookups, key, row);
}

struct key intake_lookup_key(const char *scope, struct id hash) {
    return *scope ? KEY(KEY_ID(hash), KEY_TEXT(scope)) : KEY(KEY_ID(hash));
}

struct id intake_lookup_said(const struct key *key) {
    return key_id_at(key, (size_t)key->len - ID_LEN);
}

const intake_rows__family *intake_family_of_said(struct view *v, struct id said, struct id *family) {
    const intake_rows__screening *call = row_get(v, &intake_screenings, KEY(KEY_ID(said)));
    const intake_rows__take_over *by_sheet = call ? NULL : row_get(v, &intake_take_overs, KEY(KEY_ID(said)));
    const intake_rows__separation *apart = call || by_sheet ? NULL : row_get(v, &intake_separations, KEY(KEY_ID(said)));
    ProtobufCBinaryData now = call       ? call->family_id
                              : by_sheet ? by_sheet->family_id
                              : apart    ? apart->family_id
                                         : id_field(view_arena(v), said);
    const intake_rows__family *row = intake_family_now(v, &now);
    *family = id_of(now);
    return row;
}

/* What is found so far, and by what more may be. */
struct search {
    struct view *view;
    struct id own;
    struct matches *found;
    size_t most; /* families; past it none is added */
};

static intake__match *match_of(const struct search *s, struct id family, const intake_rows__family *row) {
    struct arena *a = view_arena(s->view);
    for (size_t i = 0; i < s->found->n_matches; i++)
        if (id_is(s->found->matches[i]->family_id, family)) return s->found->matches[i];
    if (s->found->n_matches >= s->most) return NULL;
    intake__match *m = NEW(a, intake__match);
    m->family_id = id_field(a, family);
    m->family_number = row->personal->number;
    APPEND(a, s->found, matches, m);
    return m;
}

static void add_reason(struct arena *a, intake__match *m, intake__match_reason reason) {
    for (size_t i = 0; i < m->n_reasons; i++)
        if (m->reasons[i] == reason) return;
    APPEND(a, m, reasons, reason);
}

static bool is_matched_by(const intake__match *m, intake__match_reason reason) {
    for (size_t i = 0; i < m->n_reasons; i++)
        if (m->reasons[i] == reason) return true;
    return false;
}

/* A family is listed once, with each reason that any of her calls gives. */
static void find_by(const struct search *search, struct id hash, intake__match_reason reason) {
    struct view *v = search->view;
    struct key key;
    struct row_scan *s = row_scan(v, &intake_screenings_by_hash, intake_lookup_key("", hash), NULL);
    for (size_t n = 0; n < SCAN_MAX && row_next(s, &key, NULL); n++) {
        struct id family, call = intake_lookup_said(&key);
        const intake_rows__family *row = intake_family_of_said(v, call, &family);
        if (!row || id_equal(family, search->own)) continue;
        intake__match *m = match_of(search, family, row);
        if (m) add_reason(view_arena(v), m, reason);
    }
    row_scan_end(s);
}

/* The whole name says more than one that sounds alike, which it is as well. */
static void find_near(const struct search *search, const intake__identity *i) {
    struct matches near = {0};
    struct search apart = {search->view, search->own, &near, search->most};
    struct id hashes[NEAR_MAX];
    size_t n = hash_near(search->view, i, hashes);
    for (size_t k = 0; k < n; k++) find_by(&apart, hashes[k], MATCH_REASON_NEAR_NAME_AND_BIRTH_DATE);
    for (size_t k = 0; k < near.n_matches; k++) {
        struct id family = id_of(near.matches[k]->family_id);
        const intake_rows__family *row = intake_family_row(search->view, near.matches[k]->family_id);
        intake__match *m = row ? match_of(search, family, row) : NULL;
        if (m && !is_matched_by(m, MATCH_REASON_SAME_NAME_AND_BIRTH_DATE))
            add_reason(view_arena(search->view), m, MATCH_REASON_NEAR_NAME_AND_BIRTH_DATE);
    }
}

/* Of a number that many share only who is found by something else: the true one must not be lost among strangers. */
static void find_by_phone(const struct search *search, const char *phone) {
    struct matches sharing = {0};
    struct search count = {search->view, search->own, &sharing, NUMBER_SHARED_MAX + 1}, known = *search;
    struct id hash;
    if (!intake_hash_phone(search->view, phone, &hash)) return;
    find_by(&count, hash, MATCH_REASON_SAME_PHONE);
    if (sharing.n_matches > NUMBER_SHARED_MAX) known.most = 0;
    find_by(&known, hash, MATCH_REASON_SAME_PHONE);
}

struct matches intake_match_find(struct view *v, const intake__screening *answers, struct id own) {
    struct matches found = {0};
    struct search s = {v, own, &found, INTAKE_MATCHES_MAX};
    const intake__identity *i = answers->identity;
    struct id hash;
    if (!i) return found;
    if (hash_nam(v, i->nam, &hash)) find_by(&s, hash, MATCH_REASON_SAME_NAM);
    if (hash_person(v, i, &hash)) find_by(&s, hash, MATCH_REASON_SAME_NAME_AND_BIRTH_DATE);
    find_near(&s, i);
    find_by_phone(&s, i->phone);
    find_by_phone(&s, i->alt_phone);
    return found;
}

bool intake_match_elsewhere(struct view *v, struct matches found, const char *clsc_code) {
    for (size_t i = 0; i < found.n_matches; i++) {
        const intake_rows__family *row = intake_family_row(v, found.matches[i]->family_id);
        if (row && strcmp(row->clsc_code, clsc_code) != 0) return true;
    }
    return false;
}
