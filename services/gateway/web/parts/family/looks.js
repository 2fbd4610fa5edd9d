// @ts-check
// Who saw what of her, when and from where: the access journals of the four daemons in one list, for whoever is responsible for personal
// information. What she reads here is an entry too. Everybody else is told whom the family asks.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { dayAndHour } from '../../lib/dates.js';
import { draw } from '../../lib/draw.js';
import { INTAKE, mayLook } from '../../lib/family.js';
import { mot, say, typo } from '../../lib/words.js';
import { pages } from '../../pages.js';
import { errorOf } from '../../lib/status.js';
import { band, icon, refused } from '../band.js';
import { list, panel, rest, waiting } from '../panel.js';
import { words } from '../../words/family/looks.js';
import { looks as doneBy } from '../../words/looks.js';

const t = say(words);

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/node_pb').AccessShownJson} Shown */
/** @typedef {Shown & { daemon: string }} Look */

const TASKS = /** @type {const} */ ({ intake: 'looks.intake', scheduling: 'looks.scheduling', directory: 'looks.directory',
  notifications: 'looks.notifications' });
const SHOWS = ['IDENTITY', 'CONTACT', 'ANSWERS', 'DECISIONS', 'CONSENTS', 'REFERRALS', 'FOLLOW_UP', 'SAFETY'].map((name) => `SHOWS_${name}`); // a bit each
const ROWS = 100;

/** @type {Look[] | null} */
let looks = null;
let number = '';
let shownRows = ROWS;
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;
/** Daemons that did not answer. @type {(keyof typeof TASKS)[]} */
let away = [];

/** All entries of one id at one daemon. @param {string} daemon @param {string} subject */
async function ofThing(daemon, subject) {
  const all = /** @type {Look[]} */ ([]);
  for (let after = '0'; ;) {
    const page = await ask(`/${daemon}/sippe.node.Node/ListAccess`, { subject, after, limit: 200 });
    all.push(...(page.entries ?? []).map((/** @type {Shown} */ e) => ({ ...e, daemon })));
    after = page.next ?? '0';
    if (after === '0') return all;
  }
}

/** @param {keyof typeof TASKS} daemon @param {string[]} ids */
async function ofDaemon(daemon, ids) {
  try {
    return (await Promise.all(ids.map((id) => ofThing(daemon, id)))).flat();
  } catch (fault) {
    if (!errorOf(fault).unanswered) throw fault;
    away.push(daemon);
    return [];
  }
}

/** One that shows two of her things is one look. @param {Look[]} all */
const once = (all) => [...new Map(all.map((l) => [`${l.daemon} ${l.n}`, l])).values()]
  .sort((a, b) => Number(b.atMs) - Number(a.atMs) || Number(b.n) - Number(a.n));

/** @param {Family} family */
async function read(family) {
  error = null;
  looks = null;
  away = [];
  try {
    const her = await ask(INTAKE + 'IdentifyFamily', { familyId: family.id });
    number = her.number ?? '';
    const daemons = /** @type {(keyof typeof TASKS)[]} */ (Object.keys(TASKS));
    looks = once((await Promise.all(daemons.map((d) => ofDaemon(d, her.ids ?? [])))).flat());
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** @param {Family} family */
export function enter(family) {
  looks = null;
  error = null;
  shownRows = ROWS;
  if (mayLook() && family.id) read(family);
}

/** There is none, or none for her. */
export const hidden = () => error?.code === 'not_found' || error?.code === 'permission_denied' || error?.code === 'invalid_argument';

export function state() {
  if (!mayLook()) return 'looksAsked';
  return error ? 'error' : looks ? 'looks' : 'loading';
}

/** @param {Look} l */
function what(l) {
  const done = doneBy[l.method ?? ''];
  return html`${done ? typo(done) : html`<span translate="no">${l.method}</span>`}${l.times && l.times > 1 ? ` (${t('looks.times', { n: l.times })})` : ''}${
    l.outcome ? html` <span class="chip error">${t('looks.refused')}</span>` : nothing}`;
}

/** @param {Look} l */
const classes = (l) => SHOWS.filter((_, i) => Number(l.shows ?? 0) & (1 << i)).map((name) => mot('sippe.node.Shows', name)).join(', ');

/** A page says its name for a purpose; a reason that was written says itself. @param {Look} l */
const why = (l) => (!l.purpose ? nothing : l.purpose in pages ? t('looks.page', { page: pages[l.purpose].title }) : l.purpose);

/** @param {Look} l */
const row = (l) => [dayAndHour(Number(l.atMs)),
  html`<b>${l.actor?.name}</b> <span class="hint">${[mot('sippe.Role', l.role), l.organization].filter(Boolean).join(', ')}</span>`,
  what(l), html`<span class="hint">${classes(l)}</span>`, why(l)];

const heads = () => [t('looks.when'), t('looks.who'), t('looks.what'), t('looks.classes'), t('looks.why')];

/** @param {Look[]} all */
const table = (all) => html`
  ${away.length ? band('wait', t('looks.away', { which: away.map((d) => t(TASKS[d])).join(', ') }), '', true) : nothing}
  ${all.length ? list(t('looks.title'), heads(), all.slice(0, shownRows).map(row))
    : html`<p class="hint">${t('looks.none')}</p>`}
  ${all.length > shownRows ? rest(() => { shownRows += ROWS; draw(); }) : nothing}`;

const asked = () => panel(t('looks.title'), html`<p>${icon('lock')} ${t('looks.asked')}</p><p class="hint">${t('looks.askedMore')}</p>`);

/** @param {Family} family */
export function view(family) {
  if (!mayLook()) return asked();
  const content = error ? refused(t('looks.unread'), error, () => read(family)) : looks ? table(looks) : waiting(6, () => read(family));
  return panel(number ? t('looks.of', { number }) : t('looks.title'), html`<p class="hint">${t('looks.lead')}</p>${content}`);
}
