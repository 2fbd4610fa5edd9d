#include "cli/line/roles.h"

#include <string.h>
#include "cli/cli.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

enum {
    DESK = 1 << ROLE_DESK,
    TEAM = 1 << ROLE_TEAM,
    COORDINATOR = 1 << ROLE_COORDINATOR,
    PARTNER = 1 << ROLE_PARTNER,
    OPERATOR = 1 << ROLE_OPERATOR,
    GATEWAY = 1 << ROLE_GATEWAY,
    PRIVACY = 1 << ROLE_PRIVACY,
    PEOPLE = DESK | TEAM | COORDINATOR,
    KEEPERS = OPERATOR | COORDINATOR,
    ANYBODY = PEOPLE | PARTNER | OPERATOR,
};

static const struct {
    const char *method;
    unsigned roles;
} methods[] = {
    {"intake.SubmitScreening", DESK},
    {"intake.AmendScreening", DESK},
    {"intake.PreviewRoute", PEOPLE},
    {"intake.DecideRoute", PEOPLE},
    {"intake.SettleMatch", DESK | COORDINATOR},
    {"intake.RecordAttempt", DESK | TEAM},
    {"intake.FindFamily", PEOPLE},
    {"intake.GetFamily", PEOPLE},
    {"intake.GetScreening", PEOPLE},
    {"intake.ListScreenings", PEOPLE},
    {"intake.FindThing", PEOPLE},
    {"intake.IdentifyFamily", PRIVACY},
    {"intake.RecordConsent", DESK | TEAM},
    {"intake.WithdrawConsent", PEOPLE},
    {"intake.WithdrawAllConsents", PEOPLE},
    {"intake.PreviewWithdrawal", PEOPLE},
    {"intake.Disclose", DESK | TEAM},
    {"intake.ListDisclosures", PEOPLE},
    {"intake.RecordHolderTold", PEOPLE},
    {"intake.EnrolFamily", PEOPLE},
    {"intake.EndEnrolment", PEOPLE},
    {"intake.RecordBirth", DESK | TEAM},
    {"intake.ReferToPartner", DESK | TEAM},
    {"intake.CancelReferral", PEOPLE},
    {"intake.ListWorklist", PEOPLE},
    {"intake.SettleWork", PEOPLE},
    {"intake.AdoptTerritory", KEEPERS},
    {"intake.WithdrawTerritory", KEEPERS},
    {"intake.CheckTerritory", KEEPERS},
    {"intake.ListTerritories", KEEPERS},
    {"intake.GetTerritory", PEOPLE | OPERATOR | GATEWAY},
    {"intake.AddMember", OPERATOR},
    {"intake.ChangeMember", OPERATOR},
    {"intake.EndMember", OPERATOR},
    {"intake.AllowKey", OPERATOR},
    {"intake.RevokeKey", OPERATOR},
    {"intake.ListMembers", KEEPERS},
    {"scheduling.PutWorker", KEEPERS},
    {"scheduling.PutSubstitute", TEAM | COORDINATOR},
    {"scheduling.EndSubstitute", TEAM | COORDINATOR},
    {"scheduling.ListWorkers", PEOPLE | OPERATOR},
    {"scheduling.ListCandidates", PEOPLE},
    {"scheduling.ConfirmKeyWorker", COORDINATOR},
    {"scheduling.ListSlots", TEAM | COORDINATOR},
    {"scheduling.BookVisit", TEAM | COORDINATOR},
    {"scheduling.ConfirmVisit", TEAM | COORDINATOR},
    {"scheduling.MoveVisit", TEAM | COORDINATOR},
    {"scheduling.CancelVisit", TEAM | COORDINATOR},
    {"scheduling.RecordVisit", TEAM | COORDINATOR},
    {"scheduling.WorkerWeek", TEAM | COORDINATOR},
    {"scheduling.FamilyVisits", TEAM | COORDINATOR},
    {"directory.PutOrganization", KEEPERS},
    {"directory.RetireOrganization", KEEPERS},
    {"directory.SearchServices", ANYBODY},
    {"directory.GetService", ANYBODY},
    {"directory.ListOrganizations", ANYBODY},
    {"notifications.AcknowledgeNotice", PARTNER},
    {"notifications.AcceptNotice", PARTNER},
    {"notifications.WaitlistNotice", PARTNER},
    {"notifications.DeclineNotice", PARTNER},
    {"notifications.ReportWrongPartner", PARTNER},
    {"notifications.ReportFirstContact", PARTNER},
    {"notifications.AnswerByCode", PEOPLE},
    {"notifications.ListNotices", PARTNER | COORDINATOR},
    {"notifications.GetNotice", PARTNER | COORDINATOR},
    {"notifications.FindNotice", PARTNER | COORDINATOR},
    {"notifications.PrintSheet", PEOPLE},
    {"notifications.GetReceipt", PEOPLE},
    {"notifications.GetSheet", PEOPLE},
    {"node.GetHealth", ANYBODY},
    {"node.GetStatus", KEEPERS},
    {"node.GetMetrics", KEEPERS},
    {"node.ListRecords", KEEPERS},
    {"node.ListAccess", PRIVACY},
    {"node.VerifyAccess", PRIVACY | OPERATOR},
    {"node.ListWitnessed", PRIVACY | OPERATOR},
    {"node.ListParked", KEEPERS},
    {"node.RetryParked", KEEPERS},
    {"node.DropParked", KEEPERS},
    {"node.ListJobs", KEEPERS},
    {"node.StopJob", KEEPERS},
    {"node.RetryJob", KEEPERS},
    {"node.ResumeStream", OPERATOR},
    {"node.ConfirmClock", OPERATOR},
    {"node.SettleLost", KEEPERS},
    {"node.HoldFollowing", OPERATOR},
    {"node.Backup", OPERATOR},
    {"node.FinishBackup", OPERATOR},
    {"node.GetRestore", KEEPERS},
    {"node.ReviewRestore", KEEPERS},
};

/* What each command is for; one that asks no daemon, or any, is for everybody. */
static const struct {
    const char *noun, *verb, *method;
} purposes[] = {
    {"notices", "ack", "notifications.AcknowledgeNotice"},
    {"notices", "accept", "notifications.AcceptNotice"},
    {"notices", "waitlist", "notifications.WaitlistNotice"},
    {"notices", "decline", "notifications.DeclineNotice"},
    {"notices", "wrong-partner", "notifications.ReportWrongPartner"},
    {"notices", "first-contact", "notifications.ReportFirstContact"},
    {"notices", "answer-by-code", "notifications.AnswerByCode"},
    {"notices", "watch", "notifications.AcknowledgeNotice"},
    {"notices", "list", "notifications.ListNotices"},
    {"notices", "show", "notifications.GetNotice"},
    {"notices", "print", "notifications.GetSheet"},
    {"audit", "verify", "node.VerifyAccess"},
    {"audit", "family", "node.ListAccess"},
    {"audit", "person", "node.ListAccess"},
    {"audit", "month", "node.ListAccess"},
    {"backup", NULL, "node.Backup"},
    {"restore", NULL, "node.Backup"},
    {"restore", "review", "node.GetRestore"},
    {"restore", "settle", "node.SettleLost"},
    {"restore", "close", "node.ReviewRestore"},
    {"consent", "record", "intake.RecordConsent"},
    {"consent", "withdraw", "intake.WithdrawConsent"},
    {"directory", "import", "directory.PutOrganization"},
    {"enrol", NULL, "intake.EnrolFamily"},
    {"enrolment", "end", "intake.EndEnrolment"},
    {"family", "find", "intake.FindFamily"},
    {"family", "show", "intake.GetFamily"},
    {"birth", NULL, "intake.RecordBirth"},
    {"journal", "tail", "node.ListRecords"},
    {"journal", "show", "node.ListRecords"},
    {"keys", "allow", "intake.AllowKey"},
    {"keys", "revoke", "intake.RevokeKey"},
    {"keys", "list", "intake.ListMembers"},
    {"members", "add", "intake.AddMember"},
    {"members", "change", "intake.ChangeMember"},
    {"members", "end", "intake.EndMember"},
    {"members", "list", "intake.ListMembers"},
    {"keyworker", "candidates", "scheduling.ListCandidates"},
    {"keyworker", "confirm", "scheduling.ConfirmKeyWorker"},
    {"parked", "list", "node.ListParked"},
    {"parked", "show", "node.ListParked"},
    {"parked", "retry", "node.RetryParked"},
    {"parked", "drop", "node.DropParked"},
    {"jobs", "list", "node.ListJobs"},
    {"jobs", "stop", "node.StopJob"},
    {"jobs", "retry", "node.RetryJob"},
    {"stream", "resume", "node.ResumeStream"},
    {"refer", NULL, "intake.ReferToPartner"},
    {"referral", "cancel", "intake.CancelReferral"},
    {"route", "preview", "intake.PreviewRoute"},
    {"route", "decide", "intake.DecideRoute"},
    {"match", "settle", "intake.SettleMatch"},
    {"attempt", "record", "intake.RecordAttempt"},
    {"screening", "push", "intake.SubmitScreening"},
    {"screening", "list", "intake.ListScreenings"},
    {"screening", "show", "intake.GetScreening"},
    {"screening", "amend", "intake.AmendScreening"},
    {"screening", "spool", "intake.SubmitScreening"},
    {"screening", "template", "intake.SubmitScreening"},
    {"status", NULL, "node.GetStatus"},
    {"metrics", NULL, "node.GetMetrics"},
    {"territory", "check", "intake.CheckTerritory"},
    {"territory", "adopt", "intake.AdoptTerritory"},
    {"territory", "withdraw", "intake.WithdrawTerritory"},
    {"territory", "list", "intake.ListTerritories"},
    {"territory", "show", "intake.GetTerritory"},
    {"visits", NULL, "scheduling.FamilyVisits"},
    {"visit", "slots", "scheduling.ListSlots"},
    {"visit", "book", "scheduling.BookVisit"},
    {"visit", "confirm", "scheduling.ConfirmVisit"},
    {"visit", "move", "scheduling.MoveVisit"},
    {"visit", "cancel", "scheduling.CancelVisit"},
    {"visit", "record", "scheduling.RecordVisit"},
    {"worker", "return", "scheduling.EndSubstitute"},
    {"worker", "substitute", "scheduling.PutSubstitute"},
    {"workers", "import", "scheduling.PutWorker"},
    {"workers", "list", "scheduling.ListWorkers"},
    {"worklist", NULL, "intake.ListWorklist"},
    {"work", "settle", "intake.SettleWork"},
};

unsigned roles_of_method(const char *method) {
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
        if (strcmp(methods[i].method, method) == 0) return methods[i].roles;
    return 0;
}

unsigned roles_of_command(const struct command *k) {
    for (size_t i = 0; i < sizeof purposes / sizeof purposes[0]; i++) {
        bool same_verb =
            k->verb && purposes[i].verb ? strcmp(k->verb, purposes[i].verb) == 0 : k->verb == purposes[i].verb;
        if (strcmp(k->noun, purposes[i].noun) == 0 && same_verb) return roles_of_method(purposes[i].method);
    }
    return ANYBODY | GATEWAY;
}

const char *roles_text(struct cli *c, unsigned roles) {
    const char *all = "";
    for (int role = ROLE_DESK; role <= ROLE_PRIVACY; role++)
        if (role != ROLE_GATEWAY && roles >> role & 1)
            all = arena_printf(&c->arena, "%s%s%s", all, *all ? ", " : "", WORD(c, sippe__role, role));
    return all;
}
