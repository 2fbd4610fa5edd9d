#include "text/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>
#include "text/bind/bind.h"

struct reader {
    struct arena *arena;
    struct text_errors *errors;
    yaml_parser_t parser;
    yaml_event_t event; /* in hand; released before the next */
    size_t n_nodes;
};

static struct text_place place_of(yaml_mark_t mark) {
    return (struct text_place){(unsigned)mark.line + 1, (unsigned)mark.column + 1};
}

static bool fault(struct reader *r, struct text_place place, const char *fr, const char *en) {
    text_errors_add(r->arena, r->errors, place, "", fr, en);
    return false;
}

/* In French by libyaml's sentence, which is part of its code and not of its interface: one that it words differently is
 * told in general, with libyaml's own words in English. What the text says is in neither. */
static bool syntax_fault(struct reader *r) {
    static const struct {
        const char *problem, *fr;
    } known[] = {
        {"did not find expected key",
         "Il faut ici un champ (« nom: valeur ») : vérifiez le retrait et les guillemets."},
        {"did not find expected '-' indicator", "Il faut ici un élément de liste (« - ») : vérifiez le retrait."},
        {"mapping values are not allowed in this context",
         "Ce deux-points n'est pas attendu ici : vérifiez le retrait, ou mettez le texte entre guillemets."},
        {"could not find expected ':'", "Il manque un deux-points après le nom du champ."},
        {"found character that cannot start any token",
         "Ce caractère ne peut pas commencer une valeur (une tabulation ?) : employez des espaces ou des guillemets."},
        {"found a tab character that violates indentation",
         "Le retrait se fait avec des espaces, pas des tabulations."},
        {"found unexpected end of stream", "Le texte s'arrête trop tôt : il manque un guillemet ou un crochet."},
        {"control characters are not allowed", "Un caractère de contrôle n'est pas permis."},
        {"invalid leading UTF-8 octet", "Ce texte n'est pas en UTF-8."},
        {"invalid trailing UTF-8 octet", "Ce texte n'est pas en UTF-8."},
        {"incomplete UTF-8 octet sequence", "Ce texte n'est pas en UTF-8."},
    };
    const yaml_parser_t *p = &r->parser;
    const char *problem = p->problem ? p->problem : "unknown problem", *fr = "Ce n'est pas du YAML valide.";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(problem, known[i].problem) == 0) fr = known[i].fr;
    struct text_place place = p->error == YAML_READER_ERROR ? (struct text_place){0, 0} : place_of(p->problem_mark);
    return fault(r, place, fr, arena_printf(r->arena, "This is not valid YAML: %s.", problem));
}

/* libyaml gives no line for what it cannot decode, only how many bytes came before. */
static struct text_place place_at(const char *text, size_t len, size_t offset) {
    struct text_place place = {1, 1};
    for (size_t i = 0; i < len && i < offset; i++) {
        if (text[i] == '\n')
            place = (struct text_place){place.line + 1, 1};
        else if ((text[i] & 0xc0) != 0x80)
            place.column++;
    }
    return place;
}

static bool next(struct reader *r) {
    yaml_event_delete(&r->event);
    return yaml_parser_parse(&r->parser, &r->event) ? true : syntax_fault(r);
}

/* No anchors, hence no aliases: nine lines of them can stand for a billion values. No tags: the field says the type. */
static bool is_bare(struct reader *r, const yaml_char_t *anchor, const yaml_char_t *tag) {
    if (!anchor && !tag) return true;
    return fault(r, place_of(r->event.start_mark), "Les ancres (&) et les étiquettes (!) ne sont pas permises ici.",
                 "Anchors (&) and tags (!) are not allowed here.");
}

static struct tree *read_node(struct reader *r, int depth);

/* libyaml keeps the text until the next event, so it is copied. A quoted NUL ("\0") comes through libyaml. */
static struct tree *read_scalar(struct reader *r) {
    const yaml_event_t *e = &r->event;
    const char *text = (const char *)e->data.scalar.value;
    struct text_place place = place_of(e->start_mark);
    if (!is_bare(r, e->data.scalar.anchor, e->data.scalar.tag)) return NULL;
    if (!tree_text_is_clean(text, e->data.scalar.length)) {
        fault(r, place, "Le caractère nul n'est pas permis.", "The NUL character is not allowed.");
        return NULL;
    }
    bool bare = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return tree_new_text(r->arena, bare ? TREE_WORD : TREE_TEXT, place, text);
}

/* Faults end the reading: behind a broken line nothing stands where it seems to. Those of bind.c are gathered. */
static struct tree *read_list(struct reader *r, int depth) {
    struct tree *list = tree_new(r->arena, TREE_LIST, place_of(r->event.start_mark));
    if (!is_bare(r, r->event.data.sequence_start.anchor, r->event.data.sequence_start.tag)) return NULL;
    while (next(r)) {
        if (r->event.type == YAML_SEQUENCE_END_EVENT) return list;
        struct tree *child = read_node(r, depth + 1);
        if (!child) return NULL;
        tree_add(list, child);
    }
    return NULL;
}

/* The key in hand, checked; NULL: noted. */
static const struct tree *read_key(struct reader *r, const struct tree *map) {
    struct text_place place = place_of(r->event.start_mark);
    if (r->event.type != YAML_SCALAR_EVENT) {
        fault(r, place, "Il faut ici le nom d'un champ.", "The name of a field is needed here.");
        return NULL;
    }
    struct tree *key = read_scalar(r);
    if (!key) return NULL;
    if (tree_find(map, key->text)) {
        fault(r, place, arena_printf(r->arena, "Le champ « %s » est donné deux fois.", key->text),
              arena_printf(r->arena, "The field \"%s\" is given twice.", key->text));
        return NULL;
    }
    if (map->n_children >= TREE_KEYS_MAX) {
        fault(r, place, "Il y a trop de champs.", "There are too many fields.");
        return NULL;
    }
    return key;
}

static struct tree *read_map(struct reader *r, int depth) {
    struct tree *map = tree_new(r->arena, TREE_MAP, place_of(r->event.start_mark));
    if (!is_bare(r, r->event.data.mapping_start.anchor, r->event.data.mapping_start.tag)) return NULL;
    while (next(r)) {
        if (r->event.type == YAML_MAPPING_END_EVENT) return map;
        const struct tree *key = read_key(r, map);
        struct tree *child = key && next(r) ? read_node(r, depth + 1) : NULL;
        if (!child) return NULL;
        child->key = key->text;
        child->key_place = key->place;
        tree_add(map, child);
    }
    return NULL;
}

static struct tree *read_node(struct reader *r, int depth) {
    struct text_place place = place_of(r->event.start_mark);
    if (depth > TREE_DEPTH_MAX)
        fault(r, place, "Trop de niveaux imbriqués.", "Nested too deeply.");
    else if (++r->n_nodes > TREE_NODES_MAX)
        fault(r, place, "Il y a trop de valeurs.", "There are too many values.");
    else if (r->event.type == YAML_SCALAR_EVENT)
        return read_scalar(r);
    else if (r->event.type == YAML_SEQUENCE_START_EVENT)
        return read_list(r, depth);
    else if (r->event.type == YAML_MAPPING_START_EVENT)
        return read_map(r, depth);
    else
        fault(r, place, "Les renvois (*) ne sont pas permis ici.", "Aliases (*) are not allowed here.");
    return NULL;
}

/* Events come as stream, document, its one node, the document's end, and the stream's unless there is a second one. */
static struct tree *read_stream(struct reader *r) {
    if (!next(r) || !next(r)) return NULL; /* the stream's start, then a document's, unless it is empty */
    if (r->event.type == YAML_STREAM_END_EVENT) return tree_new(r->arena, TREE_NULL, (struct text_place){1, 1});
    if (r->event.data.document_start.tag_directives.start != r->event.data.document_start.tag_directives.end) {
        fault(r, place_of(r->event.start_mark), "La directive %TAG n'est pas permise.",
              "The %TAG directive is not allowed.");
        return NULL;
    }
    if (!next(r)) return NULL;
    struct tree *t = read_node(r, 0);
    if (!t || !next(r) || !next(r)) return NULL;
    if (r->event.type == YAML_STREAM_END_EVENT) return t;
    fault(r, place_of(r->event.start_mark), "Un seul document par fichier : retirez ce qui suit « --- ».",
          "One document a file: remove what follows \"---\".");
    return NULL;
}

/* The encoding is said, not guessed: by two bytes at its start a file would be UTF-16, and its columns other ones. */
struct tree *yaml_tree(struct arena *a, const char *text, size_t len, struct text_errors *errors) {
    struct reader r = {.arena = a, .errors = errors};
    if (len > YAML_SIZE_MAX) {
        fault(&r, (struct text_place){0, 0}, "Ce fichier est trop long (1 Mio au plus).",
              "This file is too long (at most 1 MiB).");
        return NULL;
    }
    if (!yaml_parser_initialize(&r.parser)) abort(); /* no memory */
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, len);
    struct tree *t = read_stream(&r);
    if (r.parser.error == YAML_READER_ERROR && errors->n)
        errors->list[errors->n - 1].place = place_at(text, len, r.parser.problem_offset);
    yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return t;
}
