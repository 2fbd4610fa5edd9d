/* Everything that would reach libcurl as text is looked at here first: a line end in a header or an address would be a
 * header or a command of somebody else's making. */
#include <string.h>
#include <strings.h>
#include "post/internal.h"

static int refuse(struct post_fault *f, const char *path, const char *fr, const char *en) {
    *f = (struct post_fault){path, fr, en};
    return ERR_INVALID;
}

/* Bytes from `least` to "~", of at most so many. */
static bool is_plain(const char *text, char least, size_t most) {
    size_t len = strnlen(text, most + 1);
    if (len > most) return false;
    for (size_t i = 0; i < len; i++)
        if (text[i] < least || text[i] > '~') return false;
    return true;
}

/* ---- the url ---- */

struct schemes {
    const char *name;
    bool is_mail, is_bare;
};
static const struct schemes schemes[] = {
    {"https", false, false}, {"smtps", true, false}, {"http", false, true}, {"smtp", true, true}};

static const struct schemes *scheme_of(CURLU *url) {
    char *name = NULL;
    const struct schemes *found = NULL;
    curl.url_get(url, CURLUPART_SCHEME, &name, 0);
    for (size_t i = 0; name && i < sizeof schemes / sizeof *schemes; i++)
        if (strcasecmp(schemes[i].name, name) == 0) found = &schemes[i];
    curl.free(name);
    return found;
}

static bool has_part(CURLU *url, CURLUPart which) {
    char *text = NULL;
    bool is_there = curl.url_get(url, which, &text, 0) == CURLUE_OK;
    curl.free(text);
    return is_there;
}

/* By the name as it stands: what it resolves to is its owner's to change. */
static bool host_is_listed(const struct posts_options *o, CURLU *url) {
    char *host = NULL;
    bool is_listed = false;
    curl.url_get(url, CURLUPART_HOST, &host, 0);
    for (size_t i = 0; host && i < o->n_private_hosts; i++)
        if (strcasecmp(host, o->private_hosts[i]) == 0) is_listed = true;
    curl.free(host);
    return is_listed;
}

/* Where a web server has its paths, a mail's url has our own name, which libcurl puts into a command. */
static bool mail_path_is_name(CURLU *url) {
    char *path = NULL;
    curl.url_get(url, CURLUPART_PATH, &path, 0);
    bool is_name =
        path && *path == '/' &&
        strspn(path + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == strlen(path + 1);
    curl.free(path);
    return is_name && !has_part(url, CURLUPART_QUERY);
}

static int url_judge(const struct posts_options *o, CURLU *url, CURLUcode code, struct target *out,
                     struct post_fault *f) {
    if (code == CURLUE_USER_NOT_ALLOWED)
        return refuse(f, "url", "un utilisateur ou un mot de passe n'a pas sa place dans l'adresse ; nommer un secret",
                      "a user or a password has no place in the url; name a secret");
    const struct schemes *scheme = code == CURLUE_OK ? scheme_of(url) : NULL;
    if (code == CURLUE_BAD_SCHEME || code == CURLUE_UNSUPPORTED_SCHEME || (code == CURLUE_OK && !scheme))
        return refuse(f, "url", "adresse attendue qui commence par https:// ou smtps://",
                      "a url expected that begins with https:// or smtps://");
    if (code != CURLUE_OK)
        return refuse(f, "url", "ce n'est pas une adresse, ou l'hôte y manque", "not a url, or its host is missing");
    if (has_part(url, CURLUPART_FRAGMENT))
        return refuse(f, "url", "une adresse sans « # » attendue", "a url without \"#\" expected");
    if (scheme->is_mail && !mail_path_is_name(url))
        return refuse(f, "url", "après smtps://HÔTE/, notre nom seul : lettres, chiffres, points et tirets",
                      "after smtps://HOST/ our name alone: letters, digits, dots and hyphens");
    out->is_mail = scheme->is_mail;
    out->is_listed = host_is_listed(o, url);
    if (scheme->is_bare && !out->is_listed)
        return refuse(f, "url",
                      "sans chiffrement, seulement vers un hôte du réglage post-private-hosts ; sinon https ou smtps",
                      "without TLS only to a host of the setting post-private-hosts; otherwise https or smtps");
    return 0;
}

static int url_check(const struct posts_options *o, const char *text, struct target *out, struct post_fault *f) {
    if (!is_plain(text, '!', POST_URL_MAX))
        return refuse(f, "url", "2 048 caractères au plus, sans espace, accent ni saut de ligne",
                      "at most 2,048 characters, without a blank, an accent or a line end");
    const char *host = strstr(text, "://");
    if (host && host[3] == '/') /* libcurl would pass over it, to what follows */
        return refuse(f, "url", "l'hôte manque après « :// »", "the host is missing after \"://\"");
    CURLU *url = curl.url();
    CURLUcode code = url ? curl.url_set(url, CURLUPART_URL, text, CURLU_DISALLOW_USER) : CURLUE_OUT_OF_MEMORY;
    int err = url_judge(o, url, code, out, f);
    curl.url_cleanup(url);
    return err;
}

/* ---- headers ---- */

/* What says where a message ends and begins, who speaks and to whom is libcurl's to write. */
static bool header_is_ours(const char *line, size_t len) {
    static const char *const names[] = {"authorization",
                                        "connection",
                                        "content-length",
                                        "cookie",
                                        "expect",
                                        "host",
                                        "http2-settings",
                                        "keep-alive",
                                        "te",
                                        "trailer",
                                        "proxy-authorization",
                                        "proxy-connection",
                                        "upgrade",
                                        "user-agent",
                                        "transfer-encoding"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == len && strncasecmp(line, names[i], len) == 0) return true;
    return false;
}

/* RFC 9110, 5.6.2; then ": " and something, as libcurl takes "Name:" for "leave it out". */
static int header_check(const char *line, struct post_fault *f) {
    size_t name = strspn(line, "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (!is_plain(line, ' ', POST_HEADER_MAX))
        return refuse(f, "headers", "4 Kio au plus chacun, sans accent ni saut de ligne",
                      "at most 4 KiB each, without an accent or a line end");
    if (name == 0 || line[name] != ':' || strspn(line + name + 1, " ") == strlen(line + name + 1))
        return refuse(f, "headers", "« Nom: valeur » attendu", "\"Name: value\" expected");
    if (header_is_ours(line, name))
        return refuse(f, "headers",
                      "cet en-tête n'est pas à donner : il est fait d'ici ; pour s'identifier, nommer un secret",
                      "this header is not to be given: it is made here; to say who we are, name a secret");
    return 0;
}

static int web_check(const post__post *r, struct post_fault *f) {
    if (*r->sender || r->n_recipients)
        return refuse(f, *r->sender ? "sender" : "recipients", "pour un courriel (smtps) seulement",
                      "of a mail (smtps) alone");
    if (r->n_headers > POST_HEADERS_MAX) return refuse(f, "headers", "32 en-têtes au plus", "at most 32 headers");
    int err = 0;
    for (size_t i = 0; !err && i < r->n_headers; i++) err = header_check(r->headers[i], f);
    return err;
}

/* ---- mails ---- */

/* What stands between the brackets of MAIL FROM and RCPT TO: no bracket, and no blank, which begins a parameter. */
static bool is_address(const char *text) {
    const char *at = strrchr(text, '@');
    return is_plain(text, '!', POST_ADDRESS_MAX) && at && at > text && at[1] && !strpbrk(text, "<>\"\\(),;:[]");
}

/* A line end that is not CR LF is read as one by some servers and not by others, so that a text could end the mail and
 * begin another. */
static bool is_mail_text(struct span text) {
    size_t line = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool ends = text.data[i] == '\r' && i + 1 < text.len && text.data[i + 1] == '\n';
        if (ends) i++;
        line = ends ? 0 : line + 1;
        bool is_character = text.data[i] == '\t' || (text.data[i] >= ' ' && text.data[i] <= '~');
        if (!ends && (!is_character || line > POST_MAIL_LINE_MAX)) return false;
    }
    return text.len > 0 && line == 0;
}

static int mail_check(const post__post *r, struct post_fault *f) {
    if (r->n_headers)
        return refuse(f, "headers", "les en-têtes d'un courriel sont dans son texte (body)",
                      "the headers of a mail stand in its text (body)");
    if (!is_address(r->sender)) return refuse(f, "sender", "adresse de courriel attendue", "mail address expected");
    if (r->n_recipients == 0 || r->n_recipients > POST_RECIPIENTS_MAX)
        return refuse(f, "recipients", "de 1 à 50 destinataires", "1 to 50 recipients");
    for (size_t i = 0; i < r->n_recipients; i++)
        if (!is_address(r->recipients[i]))
            return refuse(f, "recipients", "adresse de courriel attendue", "mail address expected");
    if (!is_mail_text(span_pb(r->body)))
        return refuse(f, "body", "texte ASCII en lignes de 998 caractères au plus, chacune finie par CR LF, attendu",
                      "ASCII text in lines of at most 998 characters expected, each ended by CR LF");
    return 0;
}

/* ---- secrets ---- */

static int secret_check(const struct posts_options *o, const post__post *r, struct target *out, struct post_fault *f) {
    out->secret = *r->secret && o->secret ? o->secret(o->owner, r->secret) : NULL;
    if (!*r->secret) return 0;
    if (!out->secret)
        return refuse(f, "secret", "aucun secret de ce nom ; l'ajouter à la configuration : secret = NOM FICHIER",
                      "no secret of this name; add it to the configuration: secret = NAME FILE");
    if (strncasecmp(r->url, "https:", 6) != 0 && strncasecmp(r->url, "smtps:", 6) != 0)
        return refuse(f, "secret", "un secret ne part que chiffré : https ou smtps",
                      "a secret leaves over TLS alone: https or smtps");
    if (out->is_mail && !strchr(out->secret, ':'))
        return refuse(f, "secret", "le secret d'un serveur de courriel est « UTILISATEUR:MOT DE PASSE »",
                      "the secret of a mail server is \"USER:PASSWORD\"");
    if (!out->is_mail && !is_plain(out->secret, '!', POST_HEADER_MAX))
        return refuse(f, "secret", "le secret d'un service web est en ASCII, sans espace",
                      "the secret of a web service is ASCII without a blank");
    return 0;
}

int post_check(const struct posts_options *o, const post__post *r, struct target *out, struct post_fault *f) {
    *out = (struct target){.is_mail = false};
    int err = url_check(o, r->url, out, f);
    if (!err) err = out->is_mail ? mail_check(r, f) : web_check(r, f);
    if (err) return err;
    if (r->body.len > POST_BODY_MAX) return refuse(f, "body", "1 Mio au plus", "at most 1 MiB");
    if (r->timeout_ms > POST_TIMEOUT_MAX_MS) return refuse(f, "timeout_ms", "120 000 ms au plus", "at most 120,000 ms");
    return secret_check(o, r, out, f);
}
