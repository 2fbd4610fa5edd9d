"""An invented call, with whatever answers a story changes."""
import copy, json, time

UTC = "%Y-%m-%dT%H:%M:%SZ"
ANSWERS = {
    "call": {"called_by": "accueil-1", "clsc_code": "99001", "source": "SELF_OLO_CALL", "caller_is_subject": "YES", "language": "fr",
             "interpreter_needed": "NO", "attempt": 1, "outcome": "COMPLETED"},
    "consent": {"notice_version": "2026-1", "consent_store": "YES", "channels": ["PHONE"], "safe_to_leave_message": "YES"},
    "identity": {"name": {"family": "Exemple", "given": "Rosalie"}, "birth_date": "1996-03-04", "gender": "F",
                 "no_ramq_reason": "non demandée", "phone": "514-555-0101",
                 "address": {"street": "1, rue Inventée", "municipality": "Montréal", "postal_code": "H2M1Y4"}},
    "pregnancy": {"due_date": "2027-04-18", "parity": 0, "multiple_pregnancy": "NO", "already_delivered": "NO"},
    "household": {"size": 2, "adults": 2},
    "income": {"annual": 18000, "sources": ["WORK"]},
    "schooling": {"highest_diploma": "NONE"},
    "support": {"feels_alone": "NEVER", "can_count_on_someone": "YES"},
}


def value(text):
    """JSON, or a word as it stands."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def put(answers, path, text):
    *way, last = path.split(".")
    for step in way:
        answers = answers.setdefault(step, {})
    if text:
        answers[last] = value(text)
    else:
        answers.pop(last, None)


def call_with(changes, now_s):
    """`path=value` each; nothing behind the sign takes the answer away. The call ended ten minutes ago."""
    s = copy.deepcopy(ANSWERS)
    s["call"].update(started_at=time.strftime(UTC, time.gmtime(now_s - 1800)), ended_at=time.strftime(UTC, time.gmtime(now_s - 600)))
    s["consent"]["notice_read_at"] = time.strftime(UTC, time.gmtime(now_s - 1740))
    for change in changes:
        put(s, *change.split("=", 1))
    return json.dumps(s, ensure_ascii=False, indent=1) + "\n"
