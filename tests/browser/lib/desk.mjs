// A desk's hands on the page of a call, for whoever plays one.
import assert from 'node:assert/strict';
import { asks } from './told_family.mjs';

/** The keys of a call, as a desk presses them: text is typed, the rest are counted. */
export class Desk {
  constructor(tab) {
    this.tab = tab;
    this.keys = 0;
  }
  async press(...keys) {
    for (const key of keys) {
      await this.tab.page.keyboard.press(key);
      this.keys += 1;
    }
  }
  /** A text, then the next question. */
  async say(text) {
    await this.tab.page.keyboard.type(text);
    await this.press('Enter');
  }
  /** The nth of a group, then the next question. */
  async choose(n) {
    await this.press('Space', ...Array(n).fill('ArrowRight'), 'Enter');
  }
  here() {
    return this.tab.page.evaluate(() => document.activeElement?.closest('[data-q]')?.dataset.q ?? document.activeElement?.id);
  }
  /** She is at this question now. */
  async at(question) {
    for (let looks = 0; looks < 40 && (await this.here()) !== question; looks += 1) await this.tab.page.waitForTimeout(25);
    assert.equal(await this.here(), question);
  }
}

export const INTAKE = '/sippe.intake.Intake/';
let numbers = 0;
/** Nobody's number yet. */
export const freshPhone = () => `514555${String(4000 + (numbers += 1))}`;

/** From the number to her consent. */
export async function agree(desk, phone = freshPhone()) {
  await desk.at('identity.phone');
  await desk.say(phone);
  await desk.at('call.can_talk_now');
  await desk.press('o');
  await desk.at('consent.notice_read_at');
  await desk.press('Space', 'Enter');
  await desk.at('consent.consent_store');
  await desk.press('o');
  await desk.at('consent.safe_to_leave_message');
  await desk.choose(1);
  await desk.at('identity.name');
}

/** Who she is, up to her means. @param {{ due?: string, name?: [string, string] }} [how] */
export async function identify(desk, { due = '22 mai', name: [given, family] = ['Samira', 'Benali'] } = {}) {
  await desk.tab.page.keyboard.type(given);
  await desk.press('Tab');
  await desk.say(family);
  await desk.at('identity.birth_date');
  await desk.say('14 mars 1999');
  await desk.say('H2M 1B7');
  await desk.press('Enter'); // an address, as nearly all have
  await desk.say('9 h à 11 h 30');
  await desk.press('Enter');
  await desk.at('pregnancy.due_date');
  await desk.say(due);
  await desk.press('n');
  await desk.at('household.size');
  await desk.say('3');
  await desk.at('income.annual');
}

/** What decides: less than the threshold, and the nth diploma. */
export async function means(desk, diploma) {
  await desk.tab.page.waitForFunction(() => document.querySelector('[data-q="income.annual"]').innerText.includes('$'));
  await desk.choose(0);
  await desk.at('income.sources');
  await desk.press('F8');
  await desk.at('schooling.highest_diploma');
  await desk.choose(diploma);
}

export async function start(tab, person = 'martine') {
  tab.expect(401, 400); // what is typed slowly may be refused before it is whole: it is said of no field that she is at
  await tab.comesIn(person, '/appel');
  await tab.page.waitForSelector('main[data-page="appel"]');
  await tab.ready();
  return new Desk(tab);
}
export const side = async (tab) => (await tab.page.getByRole('complementary').innerText()).replaceAll('\u00a0', ' ');
export const at = (tab, state) => tab.page.waitForSelector(`main[data-page="appel"][data-state="${state}"]`).then(() => tab.ready());
export const pick = (tab, group, name) => tab.page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true }).check();
export const route = (tab, name) => pick(tab, 'Votre décision', name);
export const saved = (tab) => tab.page.waitForFunction(() => /Enregistré/.test(document.querySelector('.call-bar').innerText));
/** What the page asks of this procedure waits, until what is returned is called. @param {string} procedure */
export async function heldBack(tab, procedure) {
  let release;
  const released = new Promise((done) => { release = done; });
  const gone = [];
  // One that comes while the route is taken away goes on by itself, and is handled already when it is its turn.
  const wait = (r) => { gone.push(released.then(() => r.continue()).catch(() => {})); return gone.at(-1); };
  await tab.page.route(`**${procedure}`, wait);
  return async () => { release(); await Promise.all(gone); await tab.page.unroute(`**${procedure}`, wait); };
}
/** Those of this number, as intake has them. */
export async function found(tab, phone) {
  const { families = [] } = await asks(tab, INTAKE + 'FindFamily', { phone });
  return families;
}
