#include <stdio.h>
#include <sys/socket.h>
#include "post/address.h"
#include "post/internal.h"

/* ---- libcurl's questions ---- */

/* The address that is about to be used, whatever name it was found by. */
static curl_socket_t socket_open(void *data, curlsocktype purpose, struct curl_sockaddr *to) {
    struct post *post = data;
    (void)purpose;
    if (!post->target.is_listed && address_is_private(&to->addr)) {
        post->was_private = true;
        return CURL_SOCKET_BAD;
    }
    post->was_tried = true;
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* Connected, and trusted; for a mail logged in, too. From here on bytes of the request are on their way, and whether
 * the far end has read one is its secret. A mail that is told while its thread still has it is told by `arrived`, after
 * `stop` was set: of the two threads each writes its own first and then reads the other's, so that either it is told
 * that something may have arrived, or nothing leaves. */
static int request_leaves(void *data, char *to, char *from, int to_port, int from_port) {
    struct post *post = data;
    (void)to, (void)from, (void)to_port, (void)from_port;
    atomic_store(&post->arrived, true);
    if (!atomic_load(&post->stop)) return CURL_PREREQFUNC_OK;
    atomic_store(&post->arrived, false);
    return CURL_PREREQFUNC_ABORT;
}

/* Asked by libcurl at least once a second; the only way to end one in another thread. */
static int is_to_stop(void *data, curl_off_t down_of, curl_off_t down, curl_off_t up_of, curl_off_t up) {
    const struct post *post = data;
    (void)down_of, (void)down, (void)up_of, (void)up;
    return atomic_load(&post->stop);
}

static size_t mail_read(char *out, size_t one, size_t n, void *data) {
    struct post *post = data;
    size_t left = post->body.len - post->body_read, len = one * n < left ? one * n : left;
    if (len) memcpy(out, post->body.data + post->body_read, len);
    post->body_read += len;
    return len;
}

/* ---- telling libcurl ---- */

/* QUICK_EXIT: whoever is stopped, or late, while its host's name is looked up, is not waited for; the thread ends by
 * itself, and touches nothing of ours. NOSIGNAL: else a time-out of names would be SIGALRM. FRESH_CONNECT and
 * FORBID_REUSE: post/post.h. HTTP/1.1, as one connection is one post. */
static const struct {
    CURLoption option;
    long value;
} same_for_all[] = {
    {CURLOPT_NOSIGNAL, 1},
    {CURLOPT_QUICK_EXIT, 1},
    {CURLOPT_NOPROGRESS, 0},
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_FRESH_CONNECT, 1},
    {CURLOPT_FORBID_REUSE, 1},
    {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1},
    {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
};

/* The first refusal stays; each is one of memory, as versions were compared when all was opened. */
#define TELL(post, option, value)                                                                                      \
    do {                                                                                                               \
        if (!(post)->outcome) (post)->outcome = curl.easy_setopt((post)->easy, (option), (value));                     \
    } while (0)

static void common_tell(struct post *p, const struct posts_options *o, const post__post *r) {
    char agent[64];
    long timeout = r->timeout_ms ? (long)r->timeout_ms : POST_TIMEOUT_MS;
    for (size_t i = 0; i < sizeof same_for_all / sizeof *same_for_all; i++)
        TELL(p, same_for_all[i].option, same_for_all[i].value);
    snprintf(agent, sizeof agent, "sippe/%s", o->release);
    TELL(p, CURLOPT_USERAGENT, agent);
    TELL(p, CURLOPT_URL, r->url);
    TELL(p, CURLOPT_PROXY, ""); /* not the one of the environment either */
    TELL(p, CURLOPT_PROTOCOLS_STR, p->target.is_listed ? "https,smtps,http,smtp" : "https,smtps");
    TELL(p, CURLOPT_TIMEOUT_MS, timeout);
    TELL(p, CURLOPT_CONNECTTIMEOUT_MS, timeout / 3 + 1);
    TELL(p, CURLOPT_PRIVATE, p);
    if (!o->ca_file) return;
    TELL(p, CURLOPT_CAINFO, o->ca_file);
    TELL(p, CURLOPT_CAPATH, (char *)NULL);
}

static void callbacks_tell(struct post *p) {
    TELL(p, CURLOPT_OPENSOCKETFUNCTION, socket_open);
    TELL(p, CURLOPT_OPENSOCKETDATA, p);
    TELL(p, CURLOPT_PREREQFUNCTION, request_leaves);
    TELL(p, CURLOPT_PREREQDATA, p);
    TELL(p, CURLOPT_XFERINFOFUNCTION, is_to_stop);
    TELL(p, CURLOPT_XFERINFODATA, p);
    TELL(p, CURLOPT_HEADERFUNCTION, answer_head);
    TELL(p, CURLOPT_HEADERDATA, p);
    TELL(p, CURLOPT_WRITEFUNCTION, answer_body);
    TELL(p, CURLOPT_WRITEDATA, p);
}

static void list_add(struct post *p, struct curl_slist **list, const char *text) {
    struct curl_slist *longer = curl.slist_append(*list, text);
    if (longer) *list = longer;
    if (!longer && !p->outcome) p->outcome = CURLE_OUT_OF_MEMORY;
}

/* libcurl would say that the body is a form. The caller's own header comes later and wins. */
static void web_tell(struct post *p, const post__post *r) {
    list_add(p, &p->headers, "Content-Type:");
    for (size_t i = 0; i < r->n_headers; i++) list_add(p, &p->headers, r->headers[i]);
    TELL(p, CURLOPT_HTTPHEADER, p->headers);
    TELL(p, CURLOPT_POST, 1L);
    TELL(p, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)p->body.len);
    TELL(p, CURLOPT_POSTFIELDS, p->body.len ? (const char *)p->body.data : "");
    if (!p->target.secret) return;
    TELL(p, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    TELL(p, CURLOPT_XOAUTH2_BEARER, p->target.secret);
}

/* The two ways of logging in that show the password, which TLS hides: the others of libcurl would ask the machine for
 * its domain and its tickets. */
static void mail_tell(struct post *p, const post__post *r) {
    for (size_t i = 0; i < r->n_recipients; i++) list_add(p, &p->recipients, r->recipients[i]);
    TELL(p, CURLOPT_MAIL_FROM, r->sender);
    TELL(p, CURLOPT_MAIL_RCPT, p->recipients);
    TELL(p, CURLOPT_UPLOAD, 1L);
    TELL(p, CURLOPT_INFILESIZE_LARGE, (curl_off_t)p->body.len);
    TELL(p, CURLOPT_READFUNCTION, mail_read);
    TELL(p, CURLOPT_READDATA, p);
    if (!p->target.secret) return;
    TELL(p, CURLOPT_USERPWD, p->target.secret);
    TELL(p, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
}

int transfer_open(struct post *p, const struct posts_options *o, const post__post *r) {
    p->easy = curl.easy_init();
    if (!p->easy) return ERR_NOMEM;
    p->body = arena_span(&p->arena, span_pb(r->body));
    common_tell(p, o, r);
    callbacks_tell(p);
    if (p->target.is_mail)
        mail_tell(p, r);
    else
        web_tell(p, r);
    p->target.secret = NULL; /* libcurl has its copy; ours is the daemon's to overwrite */
    return p->outcome ? ERR_NOMEM : 0;
}

void transfer_close(struct post *p) {
    curl.easy_cleanup(p->easy);
    curl.slist_free_all(p->headers);
    curl.slist_free_all(p->recipients);
}

/* ---- what came of it ---- */

static post__post_end connecting_end(const struct post *p) {
    return p->was_private && !p->was_tried ? POST_PRIVATE : POST_UNREACHABLE;
}

/* The outcomes that tell more than "broken". Those of TLS count before the request has left: later they are a
 * connection that ended. */
static post__post_end outcome_end(const struct post *p, long code) {
    switch ((int)p->outcome) {
    case CURLE_OK: return POST_ANSWERED;
    case CURLE_COULDNT_RESOLVE_HOST: return POST_UNRESOLVED;
    case CURLE_COULDNT_CONNECT: return connecting_end(p);
    case CURLE_OPERATION_TIMEDOUT: return POST_LATE;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION: return atomic_load(&p->arrived) ? POST_BROKEN : POST_UNTRUSTED;
    default: return p->target.is_mail && code >= 400 ? POST_REFUSED : POST_BROKEN;
    }
}

/* A mail that is still with its thread, and its arena with it, is told by what may be read of it from here. */
const post__posted *transfer_end(struct post *p) {
    static const post__posted none = POST__POSTED__INIT;
    post__posted *out = &p->posted;
    *out = none;
    out->may_have_arrived = atomic_load(&p->arrived);
    out->end = POST_STOPPED;
    if (p->state != POST_ENDED) return out;
    long code = 0;
    curl.easy_getinfo(p->easy, CURLINFO_RESPONSE_CODE, &code);
    out->code = code > 0 ? (uint32_t)code : 0;
    out->n_head = p->answer.n_lines;
    out->head = answer_lines(&p->arena, &p->answer);
    out->body = (ProtobufCBinaryData){p->answer.body_len, p->answer.body};
    if (p->answer.is_cut)
        out->end = POST_CUT;
    else if (p->outcome != CURLE_ABORTED_BY_CALLBACK)
        out->end = outcome_end(p, code);
    return out;
}
