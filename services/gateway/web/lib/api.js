// @ts-check
// A procedure is called: Connect's unary form, canonical JSON. A query is `ask`; a command is an `Act`, whose id is drawn once and
// kept for each repeat of it, so that a daemon that has heard it before gives the same answer again and does nothing twice.
import { awaiting, meanwhile } from './draw.js';
import { ApiError, refusalOf, unanswered } from './status.js';

const WAIT_MS = 20000; // the gateway answers within fifteen seconds, if only to say that a daemon does not
const REPEATS_MS = [500, 2000];

/** @type {{ as: () => string | null, over: () => Promise<void>, used: () => void }} */
let session = { as: () => null, over: () => new Promise(() => {}), used: () => {} };

/**
 * Who acts in this tab; what to do when nobody is signed in any more, which ends when she is again; that a request was answered, which is
 * a sign of life.
 * @param {typeof session} s
 */
export function calls(s) {
  session = s;
}

/** @param {number} ms @returns {Promise<void>} */
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** 32 hexadecimal digits. */
function draw() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

/** `ms`: the gateway is to say within so long that a daemon does not answer. @param {string} procedure @param {object} body @param {string} id @param {number} [ms] */
async function post(procedure, body, id, ms) {
  /** @type {Record<string, string>} */
  const headers = { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1', 'Sippe-Request-Id': id };
  const as = session.as();
  if (as) headers['Sippe-As'] = as;
  if (ms) headers['Connect-Timeout-Ms'] = String(ms);
  const page = location.pathname.split('/')[1];
  if (page) headers['Sippe-Page'] = page; // from where, for whoever reads later who looked at what
  try {
    const answer = await fetch(procedure, {
      method: 'POST', headers, body: JSON.stringify(body), cache: 'no-store', signal: AbortSignal.timeout(WAIT_MS),
    });
    const text = await answer.text();
    if (!answer.ok) throw refusalOf(answer.status, text);
    if (procedure !== '/flux') session.used();
    return JSON.parse(text);
  } catch (fault) {
    throw fault instanceof ApiError ? fault : unanswered();
  }
}

/**
 * One call, and again the same one when the session was over and she signed in anew.
 * @param {string} procedure @param {object} body @param {string} id @param {boolean} open whether nobody need be signed in @param {number} [ms]
 */
async function once(procedure, body, id, open, ms) {
  try {
    return await post(procedure, body, id, ms);
  } catch (fault) {
    if (open || !(fault instanceof ApiError) || fault.code !== 'unauthenticated') throw fault;
    await meanwhile(session.over());
    return post(procedure, body, id, ms);
  }
}

/**
 * A query. `open`: a 401 is an answer like others, as for the sign-in itself.
 * @param {string} procedure "/sippe.gateway.Gateway/WhoAmI" @param {object} [body] @param {{ open?: boolean, ms?: number }} [how] @returns {Promise<any>}
 */
export const ask = (procedure, body = {}, how = {}) => awaiting(once(procedure, body, draw(), how.open ?? false, how.ms));

/** The same without holding up that the page is ready: for what is asked every few seconds. @param {string} procedure @param {object} [body] @param {{ ms?: number }} [how] @returns {Promise<any>} */
export const askQuietly = (procedure, body = {}, how = {}) => post(procedure, body, draw(), how.ms);

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
