// What the stand-in answers: people with day codes, their memberships, four daemons. Nothing is random, nothing is real.
import { createHash, randomBytes } from 'node:crypto';

const MINUTE = 60000, HOUR = 60 * MINUTE;
const id = (n) => Buffer.alloc(16, n).toString('base64');
const DESK = ['intake.SubmitScreening', 'intake.FindFamily', 'intake.DecideRoute', 'intake.GetFamily', 'intake.ReferToPartner',
  'intake.ListLogins'];
const COORDINATOR = [...DESK, 'intake.InviteMember', 'intake.ListMembers', 'node.GetStatus', 'node.ListParked', 'node.RetryParked',
  'node.DropParked', 'scheduling.ListVisits'];
const status = (reason, messageFr, messageEn, more = {}) => ({ reason: `REASON_${reason}`, messageFr, messageEn, ...more });
const SIGNED_OUT = status('SIGNED_OUT', "Votre session est terminée : ouvrez-en une autre.", 'Your session is over: sign in again.');

export const PEOPLE = {
  martine: [{ id: id(1), name: 'martine.roy', role: 'ROLE_DESK', organization: 'AHU', methods: DESK, trainedUntil: { year: 2027, month: 3, day: 1 } }],
  julie: [
    { id: id(2), name: 'julie.gagnon', role: 'ROLE_DESK', organization: 'AHU', methods: DESK },
    { id: id(3), name: 'julie.gagnon.equipe', role: 'ROLE_TEAM', organization: 'AHU', worker: 'JG01', methods: ['intake.GetFamily', 'scheduling.ListVisits', 'scheduling.RecordVisit'] },
  ],
  nadia: [{ id: id(4), name: 'nadia.cloutier', role: 'ROLE_COORDINATOR', organization: 'AHU', methods: COORDINATOR }],
};

export class Territory {
  constructor() {
    this.begin();
  }

  /** As on the first morning. */
  begin() {
    this.codes = new Map();
    this.sessions = new Map();
    this.script = new Map(); // procedure → what it answers instead, a function of the body
    this.asked = [];         // { procedure, id, as }
    this.away = new Set();
    this.allAway = false;
    this.parked = [];
    this.secrets = ['first']; // of the stations, newest first
    this.noted = [];          // what stations said that they keep
    this.kept = [];
    this.statuses = {};
    this.now = Date.UTC(2026, 10, 24, 15, 42);
  }

  /** A day code of this person. */
  code(person, { logins = 1 } = {}) {
    const code = `BCDFGHJK${String(this.codes.size + 10)}`;
    this.codes.set(code, { person, login: id(100 + logins) });
    return code;
  }
  expire() {
    this.sessions.clear();
  }
  instead(procedure, how) {
    this.script.set(procedure, how);
  }

  #session(headers) {
    const token = /(?:^|; )__Host-s=(\w+)/.exec(headers.cookie ?? '')?.[1];
    return this.sessions.get(token);
  }
  #who(session) {
    const away = [...this.away];
    const memberships = PEOPLE[session.person].map((m) => ({ ...m, methods: m.methods.filter((x) => !away.includes(x.split('.')[0])) }));
    return {
      memberships, away, loginId: session.login, nowMs: String(this.now), idleUntilMs: String(session.idle ?? this.now + 30 * MINUTE),
      endsMs: String(this.now + 12 * HOUR), territory: 'Territoire de démonstration', release: '0.1.0',
    };
  }

  async answer(procedure, headers, body, response) {
    this.asked.push({ procedure, id: headers['sippe-request-id'], as: headers['sippe-as'], page: headers['sippe-page'], ms: headers['connect-timeout-ms'], body });
    if (headers['connect-protocol-version'] !== '1' || headers['content-type'] !== 'application/json')
      return { refused: 'invalid_argument', status: status('MALFORMED', 'Requête mal formée', 'Malformed request') };
    const scripted = this.script.get(procedure);
    const said = await scripted?.(body, headers);
    if (said !== undefined) return said;
    const name = procedure.split('/').pop();
    if (name === 'SignIn') return this.#signIn(body, response);
    const session = this.#session(headers);
    if (!session) return { refused: 'unauthenticated', status: SIGNED_OUT };
    return this.#known(procedure, name, session, body, headers);
  }

  #signIn({ code }, response) {
    const key = code.toUpperCase();
    const way = this.codes.get(key);
    if (!way)
      return { refused: 'unauthenticated', status: status('DAY_CODE_REFUSED', "Ce code n'ouvre rien : vérifiez-le, ou demandez-en un autre à votre coordination.",
        'This code opens nothing: check it, or ask your coordinator for another one.') };
    this.codes.delete(key);
    const token = randomBytes(16).toString('hex');
    const session = { ...way, id: id(200 + this.sessions.size), begun: this.now };
    this.sessions.set(token, session);
    response.setHeader('Set-Cookie', `__Host-s=${token}; Secure; HttpOnly; SameSite=Lax; Path=/`);
    return { who: this.#who(session) };
  }

  #known(procedure, name, session, body, headers) {
    const daemon = procedure.split('/')[1];
    if (procedure === '/flux') return { now: '1' };
    if (name === 'WhoAmI') return this.#who(session);
    if (name === 'StationKey') return this.#key(headers['sippe-as']);
    if (name === 'NoteKept') return this.#note(headers['sippe-as'], body);
    if (name === 'ListKept') return { kept: this.kept };
    if (name === 'SignOut') return this.#end((s) => s === session, {});
    if (name === 'ListSessions') return { sessions: this.#list(session) };
    if (name === 'EndSession')
      return body.id ? this.#end((s) => s.id === body.id, { ended: 1 }) : this.#end((s) => s.person === session.person, { ended: this.#list(session).length });
    if (this.allAway || this.away.has(daemon))
      return { refused: 'unavailable', status: status('WAITED_TOO_LONG', 'Pas de réponse.', 'No answer.') };
    if (name === 'ListMembers') return { members: Object.values(PEOPLE).flat().map((m) => ({ id: m.id, name: m.name })) };
    if (name === 'GetStatus') return this.#status(daemon);
    if (name === 'ListParked') return { parked: this.parked.filter((p) => p.daemon === daemon).map(({ daemon: _, ...p }) => p) };
    if (name === 'RetryParked') return this.#retry(body);
    if (name === 'DropParked') return this.#drop(body);
    return { refused: 'not_found', status: status('METHOD_UNKNOWN', 'Inconnu', 'Unknown') };
  }

  /** Of one station for all: made of the membership, and of a secret that a test may change. */
  #key(as) {
    const key = (secret) => ({ id: createHash('sha256').update(`id ${secret} ${as}`).digest().subarray(0, 8).toString('base64'),
      key: createHash('sha256').update(`${secret} ${as}`).digest('base64') });
    return { keys: this.secrets.map(key), station: id(9) };
  }
  #note(as, { count = 0, sinceMs }) {
    this.noted.push({ as, count, sinceMs });
    return {};
  }
  #list(session) {
    return [...this.sessions.values()].filter((s) => s.person === session.person).map((s) => ({
      id: s.id, station: s.station ?? 'Edge 130, Windows', begunMs: String(s.begun), usedMs: String(this.now - 2 * MINUTE), here: s === session,
    }));
  }
  #end(which, answer) {
    for (const [token, session] of this.sessions) if (which(session)) this.sessions.delete(token);
    return answer;
  }
  #status(daemon) {
    return {
      daemon, release: '0.1.0', seq: '1840', accepting: true, following: true, nowMs: String(this.now), startedMs: String(this.now - 3 * 24 * HOUR),
      usedBytes: '104857600', mapBytes: '1073741824', diskFreeBytes: '42949672960', territory: 'demo', rules: '2026-11', rulesDigest: 'ab12',
      followed: ['intake', 'scheduling'].filter((d) => d !== daemon).map((journal) => ({ journal, n: '1840', head: '1840', heardMs: String(this.now - 1000) })),
      parked: this.parked.filter((p) => p.daemon === daemon).length, ...this.statuses[daemon],
    };
  }
  #retry(body) {
    this.parked = this.parked.filter((p) => p.id !== body.id);
    return { done: true };
  }
  #drop(body) {
    if (!body.reason) return { refused: 'invalid_argument', status: status('FIELDS_INVALID', 'Il manque la raison.', 'The reason is missing.') };
    return this.#retry(body) && {};
  }
}
