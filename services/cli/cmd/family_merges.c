/* Families that became one: which, since when, and that they never were. */
#include "base/id_prefix.h"
#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static intake__list_merges_reply *merges_of(struct cli *c, ProtobufCBinaryData family_id) {
    intake__list_merges_request *r = NEW(&c->arena, intake__list_merges_request);
    r->family_id = family_id;
    return CALL(c, r, intake__list_merges_reply);
}

static void since_show(struct cli *c, intake__recorded_since *const *since, size_t n) {
    struct table *t = table_new(c, "  Id|~Quoi|Noté|~Par|~Devenu", "  Id|~What|Recorded|~By|~Now");
    for (size_t i = 0; i < n; i++) {
        table_cell(t, arena_printf(&c->arena, "  %s", show_short(c, since[i]->thing)));
        table_cell(t, WORD(c, intake__recorded_kind, since[i]->kind));
        table_cell(t, show_brief(c, since[i]->at));
        table_cell(t, since[i]->by);
        table_cell(t, since[i]->reassigned_as.len ? show_short(c, since[i]->reassigned_as)
                      : since[i]->can_reassign    ? ""
                                                  : phrase(c, "reste", "stays"));
    }
    table_end(t);
}

static const char *number_of(struct cli *c, const char *number, ProtobufCBinaryData id) {
    return *number ? number : show_short(c, id);
}

static void merge_show(struct cli *c, const intake__merge *m) {
    const char *one = number_of(c, m->family_number, m->family_id),
               *into = number_of(c, m->into_family_number, m->into_family_id);
    say(c, "%s réunie à %s le %s par %s.", "%s merged into %s on %s by %s.", one, into, show_instant(c, m->merged_at),
        m->merged_by);
    if (m->undone_at)
        say(c, "  Annulé le %s par %s : %s", "  Taken back on %s by %s: %s", show_instant(c, m->undone_at),
            m->undone_by, m->reason);
    if (m->to_review) say(c, "  À voir par la coordination.", "  To be looked at by a coordinator.");
    if (!m->n_since) return;
    say(c, "  Noté entre-temps pour %s :", "  Recorded in between of %s:", into);
    since_show(c, m->since, m->n_since);
}

static int list_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    intake__list_merges_reply *list = f ? merges_of(c, f->family_id) : NULL;
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    if (!list->n_merges)
        say(c, "La famille %s n'a été réunie à aucune autre.", "Family %s was merged with no other.", f->number);
    for (size_t i = 0; i < list->n_merges; i++) merge_show(c, list->merges[i]);
    return CLI_DONE;
}

static int undo_run(struct cli *c) {
    intake__undo_match_request *r = NEW(&c->arena, intake__undo_match_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    if (!f) return rc ? rc : c->exit;
    r->family_id = f->family_id;
    r->version = version_of(c, f->version);
    intake__undo_match_reply *done = CALL(c, r, intake__undo_match_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Les familles %s et %s sont de nouveau deux : chacune a ce qu'elle avait.",
        "Families %s and %s are two again: each has what she had.", f->number, done->left_family_number);
    if (!done->n_since) return CLI_DONE;
    say(c, "Noté entre-temps pour %s, et qui y reste; à voir par la coordination d'ici le %s :",
        "Recorded in between of %s, where it stays; to be looked at by a coordinator by %s:", done->left_family_number,
        show_date(c, done->review_by));
    since_show(c, done->since, done->n_since);
    say(c, "Ce qui était à l'autre : sippe family reassign %s ID --reason MOTIF",
        "What was the other's: sippe family reassign %s ID --reason REASON", f->number);
    return CLI_DONE;
}

/* By the first digits of its id, as the list shows it. NULL after saying so: none, or several. */
static const intake__recorded_since *thing_find(struct cli *c, const intake__list_merges_reply *list,
                                                const char *digits) {
    const intake__recorded_since *found = NULL;
    struct id_prefix prefix;
    size_t n = 0;
    bool read = id_prefix_parse(digits, &prefix);
    for (size_t i = 0; read && i < list->n_merges; i++)
        for (size_t k = 0; list->merges[i]->undone_at && k < list->merges[i]->n_since; k++) {
            if (!id_prefix_begins(&prefix, list->merges[i]->since[k]->thing.data)) continue;
            found = list->merges[i]->since[k];
            n++;
        }
    if (n == 1) return found;
    stop(c, CLI_USAGE,
         "« %s » ne désigne pas une chose notée entre une fusion et son annulation. La liste : sippe family merges %s",
         "\"%s\" is not one thing recorded between a merge and its end. The list: sippe family merges %s", digits,
         operand(c, 0));
    return NULL;
}

static int reassign_run(struct cli *c) {
    intake__reassign_thing_request *r = NEW(&c->arena, intake__reassign_thing_request);
    int rc = request_fill(c, &r->base);
    intake__get_family_reply *f = rc ? NULL : lookup_family(c, operand(c, 0));
    intake__list_merges_reply *list = f ? merges_of(c, f->family_id) : NULL;
    const intake__recorded_since *of = list ? thing_find(c, list, operand(c, 1)) : NULL;
    if (!of) return rc ? rc : c->exit;
    r->thing = of->thing;
    r->version = version_of(c, of->version);
    r->family_id = f->family_id;
    intake__reassign_thing_reply *done = CALL(c, r, intake__reassign_thing_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s : noté pour la famille %s (%s), et rayé où c'était.",
        "%s: recorded of family %s (%s), and struck out there.", WORD(c, intake__recorded_kind, of->kind), f->number,
        show_short(c, done->thing));
    if (of->kind == RECORDED_KIND_CONSENT)
        say(c, "À confirmer avec elle avant qu'il ne serve.", "To be confirmed with her before it covers anything.");
    return CLI_DONE;
}

static const struct option undo_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "comment on sait que ce sont deux familles",
     "how it is known that they are two families"},
    OPTION_VERSION,
};
static const struct option reassign_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "comment on sait que c'est à elle",
     "how it is known that it is hers"},
    OPTION_VERSION,
};

const struct command family_merges_commands[] = {
    {.noun = "family",
     .verb = "merges",
     .fr = "à quelles familles elle a été réunie, et ce qui a été annulé",
     .en = "with which families she was merged, and what was taken back",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     .run = list_run},
    {.noun = "family",
     .verb = "unmerge",
     .fr = "annuler une fusion : ce sont deux familles",
     .en = "take a merge back: they are two families",
     .more_fr = "FAMILLE : le numéro de celle qui a été réunie à l'autre. Chacune retrouve ce qu'elle avait; ce qui a "
                "été noté entre-temps reste à celle qui était restée, et la coordination le voit.",
     .more_en =
         "FAMILY: the number of the one that was merged into the other. Each has what she had; what was recorded "
         "in between stays with the one that was left, and a coordinator looks at it.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"}},
     OPTIONS(undo_options),
     .run = undo_run},
    {.noun = "family",
     .verb = "reassign",
     .fr = "passer à une famille ce qui avait été noté pour l'autre",
     .en = "reassign to a family what was recorded of the other",
     .more_fr = "Un appel, une note, un consentement ou une communication, noté pendant que les deux familles n'en "
                "faisaient qu'une. Un consentement est à confirmer avec elle avant de servir.",
     .more_en =
         "A call, a note, a consent or a disclosure that was recorded while the two families were one. A consent "
         "is to be confirmed with her before it covers anything.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FAMILLE", .en = "FAMILY"},
                  {.kind = OPERAND_TEXT, .fr = "ID", .en = "ID"}},
     OPTIONS(reassign_options),
     .run = reassign_run},
};
COMMANDS_END(family_merges);
