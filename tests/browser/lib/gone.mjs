// SIPPE gone in mid-command: what was pressed was done, and before its answer came nothing answered any more.
import { world } from './browser.mjs';

/** The next one of this procedure is done, and its answer is lost with the gateway. */
export function goneAfter(tab, procedure) {
  const { tell } = world; // the browser calls from outside of this scene
  return tab.page.route(`**${procedure}`, async (route) => {
    await route.fetch();
    await tell('away');
    await route.abort();
  }, { times: 1 });
}

/** The number of what is kept stands in the bar. @param {number} n */
export async function keptInBar(tab, n) {
  await tab.page.getByRole('banner').getByText(new RegExp(`^${n} gardés?`)).waitFor();
  await tab.ready();
}

/** It is back, and what was kept has gone. */
export async function back(tab) {
  await world.tell('back');
  await tab.page.waitForSelector('.kept-mark', { state: 'detached' });
  await tab.ready();
}
