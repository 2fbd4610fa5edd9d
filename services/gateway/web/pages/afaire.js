// @ts-check
// What must be done next, by whom and before when: callbacks, interrupted calls, decisions, visits, in one list. Nothing in it moves
// under the hand: what others did is told, and seen when she asks.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ask } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { Command } from '../lib/command.js';
import { daysTo, longday, stamp } from '../lib/dates.js';
import { draw } from '../lib/draw.js';
import { onMoved } from '../lib/flux.js';
import { behind, merged } from '../lib/merge.js';
import { idHere } from '../lib/router.js';
import { acting, allows, now } from '../lib/session.js';
import { number, say } from '../lib/words.js';
import { byPlace, counted, isIntakes, read, sources } from '../lib/work.js';
import { band, icon, refused } from '../parts/band.js';
import { panel, waiting } from '../parts/panel.js';
import * as radar from '../parts/radar.js';
import { chosen, chosenForget, filters, isChosen } from '../parts/work_filters.js';
import { settling, settlingEnd, settlingState, table } from '../parts/work_row.js';
import { words } from '../words/afaire.js';

const t = say(words);

/** @typedef {import('../lib/work.js').Item} Item */
/** @typedef {import('../parts/work_row.js').Item} Line */
/** @typedef {import('../lib/work.js').Source} Source */
/** @typedef {import('../proto/intake/family_pb').GetFamilyReplyJson} Family */
/** @typedef {import('../proto/territory_pb').ClscJson} Clsc */

export const needs = ['intake.ListWork'];
export const home = 3;
export const menu = true;
export const states = /** @type {const} */ (['loading', 'shown', 'later', 'empty', 'none', 'part', 'error', 'moved', 'settle', 'unsettled', 'refused',
  'radar', 'radarEmpty', 'radarError']);

/** What both daemons say moved when a line of the list came, went or changed. */
const LISTS = ['work_in_order', 'worker_calendar'];

const STEP = 50;
const WORK = '/sippe.intake.Intake/';

/** @type {Source[]} */
let all = [];
/** @type {Line[]} */
let shown = [];
let wanted = STEP;
let loading = false;
/** What others did since it was read; nobody may know how much. */
let moves = 0;
let unknown = false;
/** What she does herself moves the list too: when that is heard it is no news to her. */
let own = 0;
/** Of those that have a name elsewhere alone; null: not hers to see. @type {Map<string, Family | null>} */
const families = new Map();
/** @type {Clsc[]} */
let clscs = [];
/** @type {{ error: import('../lib/status.js').ApiError, again: () => void } | null} */
let failed = null;
/** An answer that comes after something else was chosen is not shown. */
let round = 0;

/** Scheduling knows no names: intake says whom a line of its is about, once a family, and notes that it was asked. @param {Item[]} items */
async function names(items) {
  const ids = new Set(items.filter((w) => !isIntakes(w) && w.familyId && !families.has(w.familyId)).map((w) => String(w.familyId)));
  await Promise.all([...ids].map(async (id) => {
    try {
      families.set(id, await ask(`${WORK}GetFamily`, { familyId: id }));
    } catch {
      families.set(id, null); // the number stands alone
    }
  }));
}

/** @param {Item} w @returns {Item} with whom it is about */
function named(w) {
  const family = w.familyId ? families.get(w.familyId) : null;
  if (isIntakes(w) || !family) return w;
  const c = family.contact, first = c?.numbers?.[0];
  return { ...w, name: family.name, phone: first?.number, phoneExtension: first?.extension,
    safeToLeaveMessage: first?.safeToLeaveMessage ?? c?.safeToLeaveMessage, safeContactHours: c?.safeContactHours };
}

async function more() {
  const turn = round;
  loading = true;
  draw();
  const of = all;
  await read(of, wanted);
  const items = merged(of, byPlace);
  if (allows(['intake.GetFamily'])) await names(items.slice(0, wanted));
  if (turn !== round) return;
  shown = items.slice(0, wanted).map(named);
  loading = false;
  draw();
}

/** From its beginning. */
function reload() {
  round += 1;
  const { kinds, ...asked } = chosen();
  all = sources(asked, kinds);
  shown = [];
  wanted = STEP;
  moves = 0;
  unknown = false;
  failed = null;
  settlingEnd();
  more();
}

/** What the CLSCs are called; where nobody says, a code is what there is. */
async function places() {
  try {
    clscs = (await ask(`${WORK}GetTerritory`, {})).territory?.clscs ?? [];
  } catch {
    clscs = [];
  }
}

/** @param {number} times */
function moved(times) {
  const hers = Math.min(own, times);
  own -= hers;
  moves += times - hers;
  unknown ||= times === 0;
  draw();
}

/** A line changes where it stands. @param {Item} w @param {Partial<Line>} what */
function change(w, what) {
  shown = shown.map((x) => (x.thing === w.thing && x.kind === w.kind ? { ...x, ...what } : x));
}

/** @param {string} method @param {Item} w @param {(answer: any) => Partial<Item>} then */
async function run(method, w, then) {
  const doing = new Command(method);
  failed = null;
  change(w, { doing });
  await doing.send(WORK + method, { kind: w.kind, thing: w.thing }, { done: (answer) => {
    own += 1;
    change(w, then(answer));
    return '';
  } });
  change(w, { doing: undefined });
  if (doing.error) failed = { error: doing.error, again: () => run(method, w, then) };
  draw();
}

/** @param {Item} w */
const take = (w) => run('TakeWork', w,
  (answer) => ({ takenBy: acting()?.name ?? '', takenUntil: answer.until, yours: true }));
/** @param {Item} w */
const giveBack = (w) => run('GiveBackWork', w, () => ({ takenBy: '', takenUntil: undefined, yours: false }));
/** @param {Item} w */
const settled = (w) => { own += 1; change(w, { settled: true }); draw(); };
/** @param {Item} w */
const reopened = (w) => { own += 1; change(w, { settled: false }); draw(); };

const errors = () => all.filter((s) => s.error);
const ends = () => !behind(all, byPlace) && merged(all, byPlace).length <= wanted;
/** Nothing is late or due today. */
const isLater = () => !isChosen() && shown.length > 0 && shown[0].dueOn !== undefined && daysTo(shown[0].dueOn, now()) > 0;

function listState() {
  if (loading && !shown.length) return 'loading';
  if (errors().length === all.length && all.length) return 'error';
  if (settling()) return settlingState();
  if (failed) return 'refused';
  if (moves || unknown) return 'moved';
  if (errors().length) return 'part';
  if (!shown.length) return isChosen() ? 'none' : 'empty';
  return isLater() ? 'later' : 'shown';
}

const hint = () => (moves || unknown ? band('info', unknown ? t('work.movedSome') : t('work.moved', { n: moves }),
  html`<button class="link" type="button" @click=${reload}>${t('act.refresh')}</button>`, true) : nothing);

const part = () => (errors().length ? band('wait', t(errors()[0].daemon === 'intake' ? 'work.withoutIntake' : 'work.withoutVisits'),
  html`${t('work.partMore')} ${errors()[0].error?.sentence} <button class="link" type="button" @click=${reload}>${t('act.retry')}</button>`) : nothing);

/** Of a list that was chosen from nobody has counted how much it holds. */
function total() {
  if (isChosen()) return nothing;
  const { n, late, moreThan } = counted(all);
  return n ? html`<p class="hint">${moreThan ? t('work.totalMore', { n: number(n) }) : t('work.total', { n, late })}</p>` : nothing;
}

function none() {
  if (!isChosen()) return band('ok', t('work.nothing'), t('work.nothingMore'));
  return band('info', t('work.nothingSuch'), html`<button class="link" type="button" @click=${() => { chosenForget(); reload(); }}>${t('filter.none')}</button>`);
}

function content() {
  if (loading && !shown.length) return panel(t('afaire.list'), waiting(6, reload));
  if (errors().length === all.length && all.length) return refused(t('work.unread'), /** @type {any} */ (errors()[0].error), reload);
  if (!shown.length) return errors().length ? part() : none();
  return html`
    ${part()}${failed ? refused(t('work.notDone'), failed.error, failed.again) : nothing}
    ${isLater() ? band('ok', t('work.nothingBefore', { day: longday(/** @type {any} */ (shown[0].dueOn)) })) : nothing}
    <section class="panel work">${total()}${table(shown, clscs, { take, giveBack, settled, reopened })}
      ${ends() ? nothing : html`<p class="acts"><button class="button second" type="button" aria-disabled=${loading ? 'true' : nothing}
        @click=${() => { if (!loading) { wanted += STEP; more(); } }}>${t('act.more')}</button></p>`}
    </section>`;
}

/* ---- the page ---- */

const onRadar = () => idHere() === 'radar';
/** @type {(() => void)[]} */
let unwatch = [];

function enter() {
  unwatch = LISTS.map((name) => onMoved(name, moved));
  if (onRadar()) return radar.enter();
  if (allows(['intake.GetTerritory']) && !clscs.length) places();
  reload();
}
function leave() {
  unwatch.forEach((end) => end());
  round += 1;
}

const state = () => (onRadar() ? radar.state() : listState());

/** @param {string} path @param {string} name @param {boolean} here */
const tab = (path, name, here) => html`<li><a href=${path} aria-current=${here ? 'page' : nothing}>${name}</a></li>`;

const tabs = () => html`
  <nav class="parts" aria-label=${t('afaire.parts')}><ul>
    ${tab('/afaire', t('afaire.list'), !onRadar())}${tab('/afaire/radar', t('afaire.radar'), onRadar())}
  </ul></nav>`;

const view = () => html`
  <div class="head">
    <h1 tabindex="-1">${t('afaire.title')}</h1>
    ${allows(['intake.ListRadar']) ? tabs() : nothing}
    <p class="hint head-end"><button class="link" type="button" @click=${() => print()}>${icon('print')} ${t('act.print')}</button></p>
  </div>
  <p class="on-paper">${t('afaire.printed', { moment: stamp(now()) })}</p>
  ${onRadar() ? radar.view() : html`${filters(clscs, reload)}<div class="bands">${hint()}</div>${content()}`}`;

begin({ enter, leave, state, view });
