#include <stdio.h>
#include "gateway/http/internal.h"

#define NBSP "\xc2\xa0"

/* Each status that the gate says; the code is Connect's. */
static const struct {
    int status;
    const char *name, *code, *fr, *en;
} answers[] = {
    {400, "Bad Request", "invalid_argument",
     "requête mal formée" NBSP ": corrigez le programme qui l'envoie, ou ce qui est entre lui et nous",
     "malformed request: mend the program that sends it, or what stands between it and us"},
    {403, "Forbidden", "permission_denied", "entrez par le serveur qui est devant", "come in by the server in front"},
    {405, "Method Not Allowed", "unimplemented", "n'employez que GET, HEAD ou POST", "use GET, HEAD or POST alone"},
    {408, "Request Timeout", "deadline_exceeded", "la requête n'est pas arrivée en 10" NBSP "s" NBSP ": recommencez",
     "the request did not arrive within 10 s: try again"},
    {414, "URI Too Long", "invalid_argument", "l'adresse dépasse 8192 octets" NBSP ": raccourcissez-la",
     "the address has more than 8192 bytes: shorten it"},
    {431, "Request Header Fields Too Large", "resource_exhausted",
     "l'en-tête dépasse 16" NBSP "Kio ou 64 champs" NBSP ": effacez les témoins de ce site",
     "the head has more than 16 KiB or 64 fields: clear this site's cookies"},
    {501, "Not Implemented", "unimplemented", "annoncez la longueur du corps, ou envoyez-le en chunked",
     "announce the length of the body, or send it chunked"},
    {503, "Service Unavailable", "unavailable", "trop de connexions" NBSP ": recommencez dans un moment",
     "too many connections: try again in a moment"},
    {505, "HTTP Version Not Supported", "unimplemented", "parlez HTTP/1.1", "speak HTTP/1.1"},
};

size_t answer_write(char out[ANSWER_MAX], int status, const char *word) {
    char body[ANSWER_MAX / 2];
    size_t i = 0;
    while (i + 1 < sizeof answers / sizeof *answers && answers[i].status != status) i++;
    int len = snprintf(body, sizeof body, "{\"code\":\"%s\",\"message\":\"%s / %s (%s)\"}\n", answers[i].code,
                       answers[i].fr, answers[i].en, word);
    int n = snprintf(out, ANSWER_MAX,
                     "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Type: application/json\r\n"
                     "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n%s%sContent-Length: %d\r\n\r\n%s",
                     answers[i].status, answers[i].name, status == 405 ? "Allow: GET, HEAD, POST\r\n" : "",
                     status == 503 ? "Retry-After: 5\r\n" : "", len, body);
    return (size_t)n;
}
