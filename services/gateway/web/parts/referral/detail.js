// @ts-check
// One referral, opened: what the organisation knows, what it answered and what is wrong of that, and the ways to it: its sheet, a link made
// anew or ended, digits to be read out, the browsers that it is known by.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { Act, ask } from '../../lib/api.js';
import { Command } from '../../lib/command.js';
import { hour, moment, shortDay } from '../../lib/dates.js';
import { draw, focus } from '../../lib/draw.js';
import { Later } from '../../lib/later.js';
import { printAlone } from '../../lib/leaf.js';
import { allows, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { mot, Mot, phone, say, typo } from '../../lib/words.js';
import { dialled } from '../../lib/work.js';
import { words } from '../../words/referral/detail.js';
import { band, icon, refused } from '../band.js';
import { answerFacts, noticeFacts } from '../notice/shown.js';
import { list, opening, waitsHere } from '../panel.js';
import { correct, correctable, correctBegin, correctForget, correctState } from './correct.js';

const t = say(words);
const NOTICES = '/sippe.notifications.Notifications/';

/** @typedef {import('../../lib/referrals.js').Referral} Referral */
/** @typedef {import('../../proto/notifications/link_pb').LinkJson} Link */
/** @typedef {import('../../proto/notifications/link_pb').MakeLinkReplyJson} Made */
/** @typedef {import('../../proto/notifications/link_pb').MakeBrowserCodeReplyJson} Digits */
/** @typedef {import('../../proto/notifications/link_pb').BrowserJson} Browser */
/** @typedef {import('../../lib/status.js').ApiError} ApiError */

let thing = '';
/** How often it moved what lists tell of. @type {(moves: number) => void} */
let acted = () => {};
/** @type {(Made & { channel: string }) | null} told once, and gone with the line */
let made = null;
/** @type {Digits | null} */
let digits = null;
/** @type {Browser[] | null} */
let browsers = null;
/** @type {ApiError | null} */
let fault = null;
/** @type {import('../../proto/notifications_pb').GetSheetReplyJson | null} what was printed last */
let printed = null;
const ending = new Command('end');
const sheets = new Later(() => import('../sheet/notice.js'));

/** @returns {'open' | 'made' | 'digits' | 'refused' | 'printed' | 'correcting' | 'conflict'} */
export function detailState() {
  if (correctState()) return /** @type {'correcting' | 'conflict'} */ (correctState());
  if (fault || ending.error) return 'refused';
  if (made) return 'made';
  if (printed) return 'printed';
  return digits ? 'digits' : 'open';
}

export function detailEnd() {
  thing = '';
  made = null;
  digits = null;
  browsers = null;
  printed = null;
  fault = null;
  ending.forget();
  correctForget();
}

/** @param {Referral} r @param {(moves: number) => void} then told when something was done here */
export function detailOpen(r, then) {
  detailEnd();
  thing = r.thing;
  acted = then;
  if (allows(['notifications.ListBrowsers'])) readBrowsers(r);
}

/** An answer for a line that was closed meanwhile is nobody's. @param {Referral} r @param {() => Promise<void>} what */
async function doing(r, what) {
  fault = null;
  try {
    await what();
  } catch (e) {
    if (thing === r.thing) fault = errorOf(e);
  }
  draw();
}

/** @param {Referral} r */
const readBrowsers = (r) => doing(r, async () => {
  const { browsers: all = [] } = await ask(`${NOTICES}ListBrowsers`, { organizationId: r.notice?.organizationId, limit: 200 });
  if (thing === r.thing) browsers = all;
});

// ---- what is done ----

/** @param {Referral} r @param {string} channel */
const makeLink = (r, channel) => doing(r, async () => {
  const reply = await new Act(`${NOTICES}MakeLink`, { referralId: r.thing, channel }).send();
  if (thing !== r.thing) return;
  made = { ...reply, channel };
  printed = null;
  digits = null;
  acted(1);
  focus('made');
});

/** That it leaves is written down before there is anything to print; of one that was withdrawn the sheet says that. @param {Referral} r */
const printSheet = (r) => doing(r, async () => {
  const part = await sheets.open();
  if (!part) return;
  await new Act(`${NOTICES}PrintSheet`, { referralId: r.thing }).send().catch((e) => { if (errorOf(e).word !== 'NOTICE_WITHDRAWN') throw e; });
  const reply = await ask(`${NOTICES}GetSheet`, { referralId: r.thing });
  if (thing !== r.thing) return;
  printed = reply;
  made = null;
  digits = null;
  acted(1);
  printAlone(part.sheet(reply));
  focus('printed');
});

/** @param {Referral} r */
const makeDigits = (r) => doing(r, async () => {
  const reply = await new Act(`${NOTICES}MakeBrowserCode`, { referralId: r.thing }).send();
  if (thing !== r.thing) return;
  digits = reply;
  made = null;
  printed = null;
  acted(1);
  focus('digits');
});

/** @param {Link} l */
const endLink = (l) => ending.send(`${NOTICES}EndLink`, { linkId: l.linkId }, { done: () => {
  made = null;
  acted(0);
  return t('detail.linkEnded');
} });
/** @param {Browser} b */
const endBrowser = (b) => ending.send(`${NOTICES}EndBrowser`, { knownId: b.knownId }, { done: () => {
  browsers = (browsers ?? []).filter((x) => x.knownId !== b.knownId);
  return t('detail.browserEnded');
} });

// ---- what is shown ----

/** @param {Referral} r */
const isWithdrawn = (r) => r.notice?.state === 'NOTICE_STATE_WITHDRAWN';

/** What was noted of its answer, put right beside it. @param {Referral} r */
const wrong = (r) => correct() ?? (correctable(r) && allows(['notifications.CorrectAnswer']) ? html`
  <p class="acts"><button class="link" type="button" @click=${() => correctBegin(r, () => acted(1))}>${t('detail.correct')}</button></p>` : nothing);

/** @param {Referral} r */
const knows = (r) => html`
  <h3>${t('detail.knows')}</h3>
  ${isWithdrawn(r) ? band('wait', t('detail.withdrawn'), t(r.sent?.recallReceivedAt ? 'detail.recallRead' : 'detail.recallUnread'), true)
    : html`<dl class="facts">${noticeFacts(r.notice ?? {})}${answerFacts(r.notice ?? {})}</dl>${wrong(r)}`}`;

/** @param {Link} l */
const isOpen = (l) => l.standing !== 'LINK_STANDING_ENDED';

/** @param {Link} l */
const standing = (l) => t(isOpen(l) ? 'detail.until' : 'detail.ended',
  { channel: Mot('sippe.notifications.LinkChannel', l.channel), date: shortDay(Number(l.until?.ms ?? 0), now()) });

/** @param {Link} l */
const linkLine = (l) => html`
  <p>${standing(l)} · ${l.readAt?.ms ? t('detail.read', { moment: moment(Number(l.readAt.ms), now()) }) : t('detail.notRead')}
    ${isOpen(l) && allows(['notifications.EndLink']) ? html`<button class="link" type="button" @click=${() => endLink(l)}>${t('detail.endLink')}<span class="hidden"> ${mot('sippe.notifications.LinkChannel', l.channel)}</span></button>` : nothing}</p>`;

/** @param {Referral} r @param {'detail.print' | 'detail.printNew'} key */
const printButton = (r, key) => (allows(['notifications.PrintSheet', 'notifications.GetSheet']) ? html`
  <button class="button second" type="button" @click=${() => printSheet(r)}>${t(key)}</button>` : nothing);

/** What was printed before has the address that opens nothing any more: another sheet goes with it. @param {Referral} r */
const madeBand = (r) => (made ? html`
  <div class="band ok" tabindex="-1" id="made">${icon('check')}<div>
    <p><b>${t('detail.made', { date: shortDay(Number(made.until?.ms ?? 0), now()) })}</b> ${t('detail.madeMore')}</p>
    <p><label for="address">${t('detail.address')}</label><textarea class="in" id="address" rows="2" readonly autocomplete="off" spellcheck="false" .value=${made.link ?? ''}></textarea></p>
    ${made.channel === 'LINK_CHANNEL_SHEET' ? html`<p>${t('detail.sheetOld')} ${printButton(r, 'detail.printNew')}</p>` : nothing}
  </div></div>` : nothing);

const printedBand = () => (printed ? html`
  <div class="band ok" tabindex="-1" id="printed">${icon('print')}<p><b>${t('detail.printed')}</b> ${printed.link ? t('detail.printedMore') : t('detail.printedNoLink')}</p></div>` : nothing);

const digitsBand = () => (digits ? html`
  <div class="band ok" tabindex="-1" id="digits">${icon('phone')}<div>
    <p class="digits">${digits.code}</p>
    <p>${t('detail.digits', { name: typo(digits.organizationName ?? ''), hour: hour(Number(digits.until?.ms ?? 0)) })}
      <a class="bound" href=${dialled(digits.organizationPhone ?? '')}>${phone(digits.organizationPhone ?? '')}</a></p>
  </div></div>` : nothing);

/** @param {Referral} r */
const ways = (r) => html`
  <h3>${t('detail.ways')}</h3>
  ${fault ? refused(t('detail.notDone'), fault) : nothing}${ending.error ? refused(t('detail.notDone'), ending.error) : nothing}
  ${ending.waits ? waitsHere(ending) : ending.done ? band('ok', ending.done, nothing, true) : nothing}
  ${(r.sent?.links ?? []).map(linkLine)}${madeBand(r)}${printedBand()}${digitsBand()}${sheets.failed ? opening(sheets, () => printSheet(r)) : nothing}
  ${isWithdrawn(r) ? html`<p class="acts">${printButton(r, 'detail.print')}</p>` : html`<p class="acts">${printButton(r, 'detail.print')}
    ${allows(['notifications.MakeLink']) ? html`<button class="button second" type="button" @click=${() => makeLink(r, 'LINK_CHANNEL_MAIL')}>${t('detail.mailLink')}</button>
      <button class="button second" type="button" @click=${() => makeLink(r, 'LINK_CHANNEL_SHEET')}>${t('detail.sheetLink')}</button>` : nothing}
    ${allows(['notifications.MakeBrowserCode']) ? html`<button class="button second" type="button" @click=${() => makeDigits(r)}>${t('detail.makeDigits')}</button>` : nothing}</p>`}`;

/** @param {Browser} b */
const browserEnd = (b) => (allows(['notifications.EndBrowser']) ? html`<button class="link" type="button" @click=${() => endBrowser(b)}>${t('detail.endBrowser')}<span class="hidden"> ${b.place}</span></button>` : nothing);

const known = () => (browsers === null ? nothing : html`
  <h3>${t('detail.browsers')}</h3>
  ${browsers.length ? list(t('detail.browsers'), [t('detail.place'), t('detail.since'), null], browsers.map((b) => [
    html`${icon('station')} ${b.place || t('detail.placeNone')}`,
    t('detail.knownBy', { moment: moment(Number(b.knownAt?.ms ?? 0), now()), way: mot('sippe.notifications.BrowserWay', b.way) }), browserEnd(b),
  ])) : html`<p class="hint">${t('detail.browsersNone')}</p>`}`);

/** @param {Referral} r */
export const detail = (r) => html`<div class="detail"><div>${knows(r)}</div><div>${ways(r)}${known()}</div></div>`;
