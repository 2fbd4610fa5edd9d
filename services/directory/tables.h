/* The directory as the engine sees it: its tables of rows and its handlers. */
#pragma once
#include "proto/directory.h"
#include "engine/service.h"

extern const struct service directory_service;

/* rows.c */
extern const struct row_table directory_organizations; /* organisation → Organization */
extern const struct row_table directory_names;         /* index: folded name, organisation */
extern const struct row_table directory_services;      /* service → Service */
extern const struct row_table directory_hits;          /* service → Hit */
extern const struct row_table directory_postings;      /* index: see terms.h */
void directory_organization_on_put(struct apply *a, const struct record *r, const directory__organization_put *e);
void directory_organization_on_retired(struct apply *a, const struct record *r,
                                       const directory__organization_retired *e);

/* organization.c */
int directory_organization_put(struct decide *d, const directory__put_organization_request *in,
                               directory__put_organization_reply *out);
int directory_organization_retire(struct decide *d, const directory__retire_organization_request *in,
                                  directory__retire_organization_reply *out);
int directory_organization_list(struct query *q, const directory__list_organizations_request *in,
                                directory__list_organizations_reply *out);

/* service.c */
int directory_service_get(struct query *q, const directory__get_service_request *in, directory__get_service_reply *out);

/* search.c */
int directory_service_search(struct query *q, const directory__search_services_request *in,
                             directory__search_services_reply *out);
