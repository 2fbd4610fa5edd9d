// @ts-check
// How a call ended that brought nothing. What a daemon says is shown as it said it, in both languages; only what no daemon could say,
// because none was reached, has a sentence of the pages'.
import { said, t } from './words.js';

/** @typedef {import('./types.js').Status} Status */

// What stands for an answer that is not Connect's: something between us and the gateway gave it (Connect, "HTTP to Error Code").
const BY_HTTP = /** @type {Record<number, string>} */ ({
  400: 'internal', 401: 'unauthenticated', 403: 'permission_denied', 404: 'unimplemented', 429: 'unavailable', 502: 'unavailable',
  503: 'unavailable', 504: 'unavailable',
});

export class ApiError extends Error {
  /** @param {string} code @param {Status} status */
  constructor(code, status) {
    super(code);
    this.code = code;
    this.status = status;
  }
  /** Nobody knows whether it was done: the same id again is safe, another one is not. */
  get unanswered() {
    return this.code === 'unavailable' || this.code === 'deadline_exceeded' || this.code === 'canceled';
  }
  /** How long to wait before it makes sense to try again; 0: not said. */
  get retryMs() {
    return this.status.retryAfterMs ?? 0;
  }
  /** What a person reads. */
  get sentence() {
    return said(this.status.messageFr, this.status.messageEn) || t(this.unanswered ? 'error.away' : 'error.other');
  }
  /** What she reads out to whoever helps her: "DAY_CODE_REFUSED". */
  get word() {
    const reason = typeof this.status.reason === 'string' ? this.status.reason.replace(/^REASON_/, '') : '';
    return reason && reason !== 'UNSPECIFIED' ? reason : this.code;
  }
}

export const unanswered = () => new ApiError('unavailable', {});

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {number} http @param {string} text */
export function refusalOf(http, text) {
  const body = parsed(text);
  if (typeof body?.code !== 'string') return new ApiError(BY_HTTP[http] ?? 'unknown', {});
  const detail = (body.details ?? []).find((/** @type {any} */ d) => d.type === 'sippe.Status');
  return new ApiError(body.code, detail?.json ?? { messageFr: body.message, messageEn: body.message });
}

/** Whatever was thrown, as one of ours; a fault of the page itself is told to the console too. @param {unknown} fault */
export function errorOf(fault) {
  if (fault instanceof ApiError) return fault;
  console.error(fault);
  return new ApiError('internal', {});
}
