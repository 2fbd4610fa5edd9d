// What a page does with lib/envois.js, done from a test: in the document that is there, by the module that it has loaded.

/** By the tree's own address, so that it is the one that the page has. @param {import('playwright-core').Page} page @param {string} step @param {any} [arg] */
const withModule = (page, step, arg) => page.evaluate(async ([name, given]) => {
  const root = document.querySelector('script[type=module]').getAttribute('src').replace(/[^/]+\/[^/]+$/, '');
  return window.steps[name](await import(`${root}lib/envois.js`), given);
}, [step, arg]);

/** What may be asked for by name; put into each document, as no text may become a script there. */
export function steps() {
  window.outcomes = {};
  window.steps = {
    put: async (m, what) => {
      const { id, answer } = await m.put(what);
      window.outcomes[id] = 'waits';
      answer.then((reply) => { window.outcomes[id] = { reply }; }, (error) => { window.outcomes[id] = { error: error.code }; });
      return id;
    },
    kept: (m) => {
      const { items, lost, ...rest } = m.kept();
      return { ...rest, items: items.map(({ error, ...item }) => ({ ...item, error: error?.word })), lost: lost.length };
    },
    drop: (m, id) => m.drop(id),
    resend: (m, id) => m.resend(id),
  };
}

export const drop = (page, id) => withModule(page, 'drop', id);
export const resend = (page, id) => withModule(page, 'resend', id);
export const put = (page, what) => withModule(page, 'put', what);
export const keptAt = (page) => withModule(page, 'kept');
export const outcome = (page, id) => page.evaluate((one) => window.outcomes[one], id);

/** Until nothing waits, or what is there is as it says. */
export async function until(page, is, what = 'nothing waits', ms = 30000) {
  const end = Date.now() + ms;
  for (;;) {
    const now = await keptAt(page);
    if (is(now)) return now;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(now)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
export const gone = (page) => until(page, (k) => k.waiting === 0 && k.refused === 0 && k.held === 0);

export const SAVE = '/sippe.intake.Intake/SaveDraft';
/** A draft of a call: who she is stands in what waits, though the daemon will not keep it before she agrees. */
export const draft = (reference, more = {}) => ({ procedure: SAVE, page: 'appel', ...more,
  body: { screening: { call: { clscCode: '99001' }, identity: { name: { given: 'Rosalinde', family: 'Brûlotte-Québec' } }, localReference: reference }, ...more.body } });

/** As a page asks, as whoever is signed in. @returns {Promise<{ status: number, said: any }>} */
export const ask = (page, procedure, body = {}) => page.evaluate(async ([path, given]) => {
  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(given), headers: { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1' } });
  return { status: answer.status, said: await answer.json() };
}, [procedure, body]);
export const drafts = async (page) => (await ask(page, '/sippe.intake.Intake/ListDrafts', { limit: 200 })).said.drafts ?? [];
