#include "post/library.h"

#include <dlfcn.h>
#include <stdbool.h>
#include "base/err.h"

struct library curl;

/* A name server that is silent would hold the loop if it were not for threads of libcurl's own. */
static bool is_fit(const struct library *l) {
    const curl_version_info_data *v = l->version_info(CURLVERSION_NOW);
    return v->version_num >= LIBCURL_VERSION_NUM && v->features & CURL_VERSION_ASYNCHDNS &&
           v->features & CURL_VERSION_SSL;
}

/* By the name under which its interface is the one of the header (its soname). A function that is missing is NULL. */
int library_load(void) {
    if (curl.easy_init) return 0;
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!handle) return ERR_IO;
    struct library found;
    bool is_whole = true;
#define FIND(name)                                                                                                     \
    *(void **)&found.name = dlsym(handle, "curl_" #name);                                                              \
    is_whole = is_whole && found.name;
    CURL_FUNCTIONS(FIND)
#undef FIND
    if (!is_whole || !is_fit(&found)) return ERR_IO;
    curl = found;
    return 0;
}
