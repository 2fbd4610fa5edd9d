#include <stdlib.h>
#include <string.h>
#include "directory/directory_rows.h"
#include "civil/geo.h"
#include "civil/language.h"
#include "civil/postal.h"
#include "directory/domain/ranking.h"
#include "directory/domain/words.h"
#include "directory/filter.h"
#include "directory/tables.h"
#include "directory/terms.h"
#include "text/fold.h"

enum { LIMIT_MAX = 100, LIMIT_DEFAULT = 20, WORDS_MAX = 16, TEXT_MAX_LEN = 400, FILTERS_MAX = WORDS_MAX + 4 };

/* Services that have all that was asked: each word, need, language and place is a filter, and a service must pass all
 * of them. The rarest filter gives the candidates; each candidate is then asked for in the others, so that the cost
 * follows the rarest term and not the directory. */
struct search {
    struct view *view;
    struct arena *arena;
    struct filter filters[FILTERS_MAX];
    size_t n_filters;
    day today;
    struct point near;
};

static struct filter *filter_add(struct search *s) { return &s->filters[s->n_filters++]; }

static void filter_or(struct search *s, struct filter *f, struct key prefix) {
    if (!f->prefixes) f->prefixes = arena_alloc(s->arena, (POSTAL_LEN + 2) * sizeof *f->prefixes);
    f->prefixes[f->n++] = prefix;
}

/* ---- the request ---- */

static int read_text(struct search *s, const char *text) {
    const char **words;
    if (strlen(text) > TEXT_MAX_LEN) return REASON_TEXT_TOO_LONG;
    size_t n = fold_tokens(s->arena, text, &words);
    n = directory_words_keep_telling(words, n);
    if (n > WORDS_MAX) return REASON_TOO_MANY;
    for (size_t i = 0; i < n; i++) {
        struct filter *f = filter_add(s);
        bool last = i + 1 == n;
        filter_or(s, f, last ? directory_postings_from(words[i]) : directory_posting(TERM_WORD, words[i]));
        if (last) f->word = arena_printf(s->arena, " %s", words[i]);
    }
    return 0;
}

/* Those that serve the whole of it, those that serve everybody, and for an area those that serve a part of it. */
static int read_near(struct search *s, const char *code) {
    char postal[POSTAL_LEN + 1];
    if (!postal_read(code, postal)) return REASON_POSTAL_CODE_INVALID;
    size_t len = strlen(postal);
    if (len != POSTAL_AREA_LEN && len != POSTAL_LEN) return REASON_POSTAL_CODE_INVALID;
    struct filter *f = filter_add(s);
    if (len == POSTAL_AREA_LEN) filter_or(s, f, directory_posting(TERM_AREA_PART, postal));
    s->near = geo_point(rules_on(s->view, s->today, NULL), postal);
    for (size_t keep = len + 1; keep-- > 0;) { /* down to "": everybody */
        postal[keep] = '\0';
        filter_or(s, f, directory_posting(TERM_AREA, postal));
    }
    return 0;
}

static int search_read(struct search *s, const directory__search_services_request *in) {
    int reason = read_text(s, in->text);
    if (!reason && in->near) reason = read_near(s, in->near->code);
    if (reason) return reason;
    if (in->language && !language_is_code(in->language->code)) return REASON_LANGUAGE_INVALID;
    if (in->language) filter_or(s, filter_add(s), directory_posting(TERM_LANGUAGE, in->language->code));
    if (in->need) filter_or(s, filter_add(s), directory_posting_of_need(s->arena, (int)in->need));
    if (!s->n_filters) filter_or(s, filter_add(s), directory_posting(TERM_ALL, ""));
    return in->limit > LIMIT_MAX ? REASON_NUMBER_OUT_OF_RANGE : 0;
}

/* ---- candidates ---- */

/* The filter with the fewest postings, without counting any to its end: all are read up to a bound, which grows until
 * one of them ends before it. Four times, so that all rounds before the last read less than a third of it. One filter
 * ends at the latest when it has given the whole directory. */
static const struct filter *rarest_filter(struct search *s, struct id **ids, size_t *n) {
    for (size_t max = 32;; max *= 4) {
        *ids = arena_alloc(s->arena, max * sizeof **ids);
        for (size_t i = 0; i < s->n_filters; i++)
            if (directory_filter_ids(s->view, &s->filters[i], *ids, max, n)) return &s->filters[i];
    }
}

static const struct filter *word_filter(const struct search *s, const struct filter *from) {
    for (const struct filter *f = s->filters; f < s->filters + s->n_filters; f++)
        if (f->word && f != from) return f;
    return NULL;
}

/* Few enough postings are cheaper to read than the rows of all candidates (four a candidate); else the rows are asked
 * (NULL: no longer needed). Both lists are sorted by id. */
static const struct filter *word_intersect(struct search *s, const struct filter *by_word, struct id *ids, size_t *n) {
    size_t max = *n * 4 + 64, m;
    if (!by_word) return NULL;
    struct id *others = arena_alloc(s->arena, max * sizeof *others);
    if (!directory_filter_ids(s->view, by_word, others, max, &m)) return by_word;
    *n = directory_ids_intersect(ids, *n, others, m);
    return NULL;
}

/* Its row, if it passes every filter but the one that gave it. */
static const directory_rows__hit *candidate_row(struct search *s, const struct filter *from,
                                                const struct filter *by_word, struct id id) {
    for (const struct filter *f = s->filters; f < s->filters + s->n_filters; f++)
        if (f != from && !f->word && !directory_filter_has(s->view, f, id))
            return NULL; /* a word's beginning is no whole key */
    const directory_rows__hit *row = row_get(s->view, &directory_hits, KEY(KEY_ID(id)));
    return row && (!by_word || strstr(row->words, by_word->word)) ? row : NULL;
}

static void candidate_place(const struct search *s, struct hit *h) {
    const directory_rows__hit *row = h->row;
    h->distance_m = DISTANCE_UNKNOWN;
    for (size_t i = 0; i < row->n_places; i++) {
        struct point at = {row->places[i]->latitude_e5, row->places[i]->longitude_e5};
        int32_t metres = geo_metres(s->near, at);
        if (metres == DISTANCE_UNKNOWN || (h->distance_m != DISTANCE_UNKNOWN && h->distance_m <= metres)) continue;
        h->distance_m = metres;
        h->place = i;
    }
}

/* ---- the answer ---- */

static bool is_stale(day verified_on, day today) { return verified_on == 0 || day_add_months(verified_on, 12) < today; }

static directory__service_hit *hit_shown(struct query *q, const struct search *s, const struct hit *h) {
    const directory_rows__hit *row = h->row;
    directory__service_hit *out = NEW(arena_of(q), directory__service_hit);
    out->service_id = id_field(arena_of(q), h->service);
    out->organization_id = row->organization_id;
    out->service_name = row->name;
    out->organization_name = row->organization_name;
    out->needs = row->needs;
    out->n_needs = row->n_needs;
    if (h->place < row->n_places) {
        out->municipality = row->places[h->place]->municipality;
        out->postal_area = row->places[h->place]->area;
    }
    out->distance_m = h->distance_m;
    out->phone = row->phone;
    out->stale = is_stale(row->verified_on, s->today);
    return out;
}

static void search_run(struct search *s, struct ranking *ranking) {
    struct id *ids;
    size_t n;
    const struct filter *from = rarest_filter(s, &ids, &n);
    const struct filter *by_word = word_intersect(s, word_filter(s, from), ids, &n);
    for (size_t i = 0; i < n; i++) {
        const directory_rows__hit *row = candidate_row(s, from, by_word, ids[i]);
        if (!row) continue;
        struct hit h = {.service = ids[i], .row = row, .sort = row->sort};
        candidate_place(s, &h);
        directory_ranking_offer(ranking, &h);
    }
}

int directory_search_services(struct query *q, const directory__search_services_request *in,
                              directory__search_services_reply *out) {
    struct search *s = arena_alloc(arena_of(q), sizeof *s);
    struct ranking ranking;
    s->view = VIEW(q);
    s->arena = arena_of(q);
    s->today = query_today(q);
    int reason = search_read(s, in);
    if (reason) return reason;
    directory_ranking_init(&ranking, s->arena, in->limit ? in->limit : LIMIT_DEFAULT);
    search_run(s, &ranking);
    out->total = ranking.total;
    for (size_t i = 0; i < ranking.n; i++) APPEND(s->arena, out, hits, hit_shown(q, s, &ranking.best[i]));
    return 0;
}
