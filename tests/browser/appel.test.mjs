// The call: what is said, what is proposed, what is decided; nothing lost, nothing twice.
import assert from 'node:assert/strict';
import { scene, world } from './lib/browser.mjs';

/** The keys of a call, as a desk presses them: text is typed, the rest are keys. */
class Desk {
  constructor(tab) {
    this.tab = tab;
    this.keys = 0;
  }
  async type(text) {
    await this.tab.page.keyboard.type(text);
  }
  async press(...keys) {
    for (const key of keys) {
      await this.tab.page.keyboard.press(key);
      this.keys += 1;
    }
  }
  /** A text, then the next question. */
  async say(text) {
    await this.type(text);
    await this.press('Enter');
  }
  /** The nth of a group of radios, then the next question. */
  async choose(n) {
    await this.press('Space', ...Array(n).fill('ArrowRight'), 'Enter');
  }
  here() {
    return this.tab.page.evaluate(() => document.activeElement?.closest('[data-q]')?.dataset.q ?? document.activeElement?.id);
  }
}

const shown = (tab, state) => tab.page.waitForSelector(`main[data-page="appel"][data-state="${state}"]`).then(() => tab.ready());

scene('appel: by keys alone, from the telephone to SIPPE', async (tab) => {
  tab.expect(401);
  await tab.signIn('martine');
  await tab.shows('appel', 'begun');
  const desk = new Desk(tab);
  await tab.page.locator('#q-identity-phone').focus();
  await desk.say('514 555-0142');
  assert.equal(await desk.here(), 'call.can_talk_now');
});
