// @ts-check
// The policy of our own that the headers allow (`trusted-types lit-html sippe`). One address passes, that of the service worker; no page
// makes a script of a text. That it exists is the other point: nobody else can make one of its name any more.
const WORKER = '/sw.js';

/** @param {string} url */
function workerAlone(url) {
  if (url !== WORKER) throw new TypeError(url);
  return url;
}

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('sippe', { createScriptURL: workerAlone });

/** What lets a page open while the gateway is away. Where there is none, or it is not allowed, pages are the same without it. */
export function keepPages() {
  navigator.serviceWorker?.register(policy?.createScriptURL(WORKER) ?? WORKER).catch(() => {});
}
