/* libcurl, loaded when the first post is about to be made and not when a daemon starts: it brings twenty libraries and
 * 5 MiB, and most daemons never post. The only header that includes libcurl's; its functions are called as
 * curl.easy_init(). */
#pragma once
#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error "libcurl 7.87 is needed: before it, a thread in the resolver is waited for (CURLOPT_QUICK_EXIT)"
#endif

/* clang-format off */
#define CURL_FUNCTIONS(X) \
    X(easy_cleanup) X(easy_getinfo) X(easy_init) X(easy_perform) X(easy_setopt) \
    X(free) X(global_cleanup) X(global_init) X(multi_add_handle) X(multi_assign) \
    X(multi_cleanup) X(multi_info_read) X(multi_init) X(multi_remove_handle) X(multi_setopt) \
    X(multi_socket_action) X(slist_append) X(slist_free_all) X(url) X(url_cleanup) \
    X(url_get) X(url_set) X(version_info)
/* clang-format on */

struct library {
#define POINTER(name) __typeof__(curl_##name) *name;
    CURL_FUNCTIONS(POINTER)
#undef POINTER
};
/* Empty until library_load has given 0; the same for all threads. */
extern struct library curl;

/* 0; ERR_IO: it is not there, or an older one than this was made for, or looks names up where it stands. Again is
 * nothing; it is never unloaded. */
int library_load(void);
