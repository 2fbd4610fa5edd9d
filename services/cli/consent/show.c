#include "cli/consent/consent.h"

#include "base/message.h"
#include "cli/call/lookup.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static const char *covers_text(struct cli *c, const intake__consent *k) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < k->n_covers; i++) joined_add(&all, WORD(c, intake__shared_item, k->covers[i]));
    return joined_text(&all);
}

static const char *giver_text(struct cli *c, const intake__consent *k) {
    const char *who = WORD(c, intake__consent_giver, k->given_by);
    return *k->given_by_name ? phrase(c, "%s (%s)", "%s (%s)", k->given_by_name, who) : who;
}

/* How it was read: whoever asks later what she understood finds what helped her. */
static const char *reading_text(struct cli *c, const intake__consent *k) {
    struct joined all = joined_new(c, ", ");
    joined_add(&all, WORD(c, intake__consent_mode, k->mode));
    for (size_t i = 0; i < k->n_help; i++) joined_add(&all, WORD(c, intake__consent_help, k->help[i]));
    if (k->read_in) joined_add(&all, show_language(c, k->read_in));
    return joined_text(&all);
}

static void state_show(struct cli *c, const intake__get_consent_reply *got) {
    const intake__consent *k = got->consent;
    if (k->withdrawn_at) field(c, "Retiré", "Withdrawn", show_instant(c, k->withdrawn_at));
    if (k->renews.len) field(c, "Prend la place de", "In place of", show_short(c, k->renews));
    if (k->renewed_by.len) field(c, "Remplacé par", "Renewed by", show_short(c, k->renewed_by));
    if (got->asked)
        field(c, "À redemander", "To be asked again",
              phrase(c, "d'ici le %s : %s", "by %s: %s", show_date(c, got->ask_by),
                     WORD(c, intake__consent_ask, got->asked)));
}

static void words_show(struct cli *c, const intake__get_consent_reply *got) {
    if (!got->text) {
        say(c, "Les règles de ce jour-là n'avaient pas de texte.", "The rules of that day had no text.");
        return;
    }
    heading(c, "Texte lu", "Words that were read");
    say(c, "%s", "%s", got->text->fr);
    if (*got->text->en) say(c, "\n%s", "\n%s", got->text->en);
}

int consent_show_run(struct cli *c) {
    intake__get_family_reply *f = lookup_family(c, operand(c, 0));
    const intake__consent *named = f ? lookup_consent(c, f, operand(c, 1)) : NULL;
    if (!named) return c->exit;
    intake__get_consent_request *r = NEW(&c->arena, intake__get_consent_request);
    r->consent_id = named->consent_id;
    intake__get_consent_reply *got = CALL(c, r, intake__get_consent_reply);
    if (!got) return c->exit;
    if (c->json) return print_json(c, &got->base);
    const intake__consent *k = got->consent;
    field(c, "Famille", "Family", f->number);
    field(c, "But", "Purpose", WORD(c, intake__consent_purpose, k->purpose));
    field(c, "À", "To", k->organization_name);
    field(c, "Couvre", "Covers", covers_text(c, k));
    field(c, "Donné par", "Given by", giver_text(c, k));
    field(c, "Donné", "Given", show_instant(c, k->given_at));
    field(c, "Jusqu'au", "Until", show_date(c, k->expires_on));
    field(c, "Lecture", "Reading", reading_text(c, k));
    field(c, "Version du texte", "Version of the words", k->text_version);
    field(c, "Noté par", "Recorded by", k->recorded_by);
    state_show(c, got);
    words_show(c, got);
    return CLI_DONE;
}
