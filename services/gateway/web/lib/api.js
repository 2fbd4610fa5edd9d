// @ts-check
// A procedure is called: Connect's unary form, canonical JSON. A query is `ask`; a command is an `Act`, whose id is drawn once and
// kept for each repeat of it, so that a daemon that has heard it before gives the same answer again and does nothing twice.
import { awaiting, meanwhile } from './draw.js';
import { ApiError, refusalOf, unanswered } from './status.js';

const WAIT_MS = 20000; // the gateway answers within fifteen seconds, if only to say that a daemon does not
const REPEATS_MS = [500, 2000];

/** @type {{ as: () => string | null, over: () => Promise<void>, used: (at: number) => void }} */
let session = { as: () => null, over: () => new Promise(() => {}), used: () => {} };

/**
 * Who acts in this tab; what to do when nobody is signed in any more, which ends when she is again; that a request was answered, which was
 * a sign of life when it left, by this station's clock.
 * @param {typeof session} s
 */
export function calls(s) {
  session = s;
}

/** @param {number} ms @returns {Promise<void>} */
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** 32 hexadecimal digits. */
function draw() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * `ms`: the gateway is to say within so long that a daemon does not answer. `as`, `page`: another than this tab's. `again`: it was first sent
 * before the store was restored.
 * @typedef {{ ms?: number, as?: string, page?: string, again?: boolean }} How
 */

/** @param {string} id @param {How} how */
function headersOf(id, { ms, as = session.as() ?? '', page = location.pathname.split('/')[1], again }) {
  /** @type {Record<string, string>} */
  const headers = { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1', 'Sippe-Request-Id': id };
  if (as) headers['Sippe-As'] = as;
  if (ms) headers['Connect-Timeout-Ms'] = String(ms);
  if (page) headers['Sippe-Page'] = page; // from where, for whoever reads later who looked at what
  if (again) headers['Sippe-Again'] = '1';
  return headers;
}

/** By daemon: which store it was that last answered; another one after each restore. @type {Map<string, string>} */
const epochs = new Map();
/** @param {string} procedure "/sippe.intake.Intake/...", "/intake/sippe.node.Node/..." */
const daemonOf = (procedure) => procedure.split(/[/.]/).find((word) => word && word !== 'sippe') ?? '';
/** '': none has answered yet, in this document. @param {string} procedure */
export const epochOf = (procedure) => epochs.get(daemonOf(procedure)) ?? '';

/** No sign of life: what a page asks by itself (services/gateway/door/own.c). */
const QUIET = ['/flux', '/sippe.gateway.Gateway/StationKey', '/sippe.gateway.Gateway/NoteKept'];
let silent = false;
/** @type {(() => void)[]} */
const backs = [];
/** Called when something is answered after something was not. @param {() => void} hook */
export const onBack = (hook) => { backs.push(hook); };

/** @param {boolean} next */
function silence(next) {
  const was = silent;
  silent = next;
  if (was && !next) backs.forEach((hook) => hook());
}

/** @param {string} procedure @param {Response} answer @param {number} at when it was asked */
function heardFrom(procedure, answer, at) {
  const epoch = answer.headers.get('Sippe-Epoch');
  if (epoch) epochs.set(daemonOf(procedure), epoch);
  if (answer.ok && !QUIET.includes(procedure)) session.used(at);
}

/** @param {string} procedure @param {object} body @param {string} id @param {How} [how] */
async function post(procedure, body, id, how = {}) {
  const at = Date.now();
  try {
    const answer = await fetch(procedure, {
      method: 'POST', headers: headersOf(id, how), body: JSON.stringify(body), cache: 'no-store', signal: AbortSignal.timeout(WAIT_MS),
    });
    const text = await answer.text();
    heardFrom(procedure, answer, at);
    if (!answer.ok) throw refusalOf(answer.status, text);
    const said = JSON.parse(text);
    silence(false);
    return said;
  } catch (fault) {
    const error = fault instanceof ApiError ? fault : unanswered();
    silence(error.unanswered);
    throw error;
  }
}

/** One try, with no more to it: for who sees to repeats and sessions itself (envois.js). @param {{ procedure: string, body: object, id?: string } & How} what @returns {Promise<any>} */
export const sendOnce = ({ procedure, body, id = draw(), ...how }) => post(procedure, body, id, how);

/**
 * One call, and again the same one when the session was over and she signed in anew.
 * @param {string} procedure @param {object} body @param {string} id @param {boolean} open whether nobody need be signed in @param {number} [ms]
 */
async function once(procedure, body, id, open, ms) {
  try {
    return await post(procedure, body, id, { ms });
  } catch (fault) {
    if (open || !(fault instanceof ApiError) || fault.code !== 'unauthenticated') throw fault;
    await meanwhile(session.over());
    return post(procedure, body, id, { ms });
  }
}

/**
 * A query. `open`: a 401 is an answer like others, as for the sign-in itself.
 * @param {string} procedure "/sippe.gateway.Gateway/WhoAmI" @param {object} [body] @param {{ open?: boolean, ms?: number }} [how] @returns {Promise<any>}
 */
export const ask = (procedure, body = {}, how = {}) => awaiting(once(procedure, body, draw(), how.open ?? false, how.ms));

/** The same without holding up that the page is ready: for what is asked every few seconds. @param {string} procedure @param {object} [body] @param {{ ms?: number }} [how] @returns {Promise<any>} */
export const askQuietly = (procedure, body = {}, how = {}) => post(procedure, body, draw(), { ms: how.ms });

/** A command. What is not answered is sent again by itself, twice; then `send` may be called once more, with the same id. */
export class Act {
  #id = draw();

  /** @param {string} procedure @param {object} body */
  constructor(procedure, body) {
    this.procedure = procedure;
    this.body = body;
  }

  /** @param {{ open?: boolean }} [how] @returns {Promise<any>} */
  send(how = {}) {
    return awaiting(this.#tries(how.open ?? false));
  }

  /** @param {boolean} open */
  async #tries(open) {
    for (const ms of REPEATS_MS) {
      try {
        return await once(this.procedure, this.body, this.#id, open);
      } catch (fault) {
        if (!(fault instanceof ApiError) || !fault.unanswered) throw fault;
        await pause(ms);
      }
    }
    return once(this.procedure, this.body, this.#id, open);
  }
}

/** An id of the contract's JSON (base64) as it stands in a header. @param {string} [base64] */
export function hex(base64 = '') {
  return Array.from(atob(base64.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** Of an address, as the contract's JSON has it; "": it is none. @param {string} hex */
export function bytesOf(hex) {
  if (!/^[0-9a-f]{32}$/.test(hex)) return '';
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((two) => parseInt(two, 16))));
}
