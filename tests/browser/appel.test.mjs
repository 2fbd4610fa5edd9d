// The call: what is said, what is proposed, what is decided; nothing lost, nothing twice.
import assert from 'node:assert/strict';
import { scene, world } from './lib/browser.mjs';

/** The keys of a call, as a desk presses them: text is typed, the rest are counted. */
class Desk {
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
  async at(question) {
    await this.tab.page.waitForFunction((q) => (document.activeElement?.closest('[data-q]')?.dataset.q ?? document.activeElement?.id) === q, question);
  }
}

const NAME = { 'Samira Benali': ['Samira', 'Benali'] };

/** From the number to her consent. */
async function agree(desk, phone = '514 555-0142') {
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
}

/** Who she is, up to her means. */
async function identify(desk, [given, family] = NAME['Samira Benali']) {
  await desk.at('identity.name');
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
  await desk.say('22 mai');
  await desk.press('n');
  await desk.at('household.size');
  await desk.say('3');
  await desk.at('income.annual');
}

async function start(tab, person = 'martine') {
  tab.expect(401);
  await tab.signIn(person);
  await tab.page.waitForSelector('main[data-page="appel"]');
  return new Desk(tab);
}
const side = (tab) => tab.page.getByRole('complementary').innerText();

scene('appel: by keys alone, from the telephone to SIPPE', async (tab) => {
  const desk = await start(tab);
  await tab.shows('appel', 'begun');
  await agree(desk);
  await identify(desk);
  await tab.shows('appel', 'agreed');
  await tab.page.locator('#q-income-annual').focus();
  await desk.choose(0);
  await desk.at('income.sources');
  await desk.press('F8');
  await desk.at('schooling.highest_diploma');
  await desk.choose(0);
  await desk.press('F9');
  await tab.shows('appel', 'proposed');
  assert.match(await side(tab), /Proposition\s+SIPPE/);
  await tab.page.locator('#d-route').focus();
  await desk.press('Space');
  await tab.page.locator('#d-confirm').focus();
  await desk.press('Enter');
  await tab.shows('appel', 'decided');
  assert.match(await side(tab), /Décision enregistrée : SIPPE/);
  assert.ok(desk.keys <= 50, `${desk.keys} keys`);
  assert.equal(await tab.page.evaluate(() => scrollY), 0);
  assert.equal((await world.tell('counted')).screenings, 1);
});
