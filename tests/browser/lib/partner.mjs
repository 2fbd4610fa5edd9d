// A partner in a scene: it answers by its link; and what a page hears instead of a daemon.

/** At a station of its own, which becomes known by the end of the sheet's code. @param {RegExp} card @param {boolean} [again] it was answered before */
export async function answerByLink(tab, paper, card, again = false) {
  tab.expect(403);
  await tab.open(`/r/${paper.token}`);
  await tab.page.getByRole('button', { name: /^(Ouvrir|Revoir) la demande$/ }).click();
  await tab.ready();
  const code = tab.page.getByLabel('Fin du code de la feuille, ou code reçu par téléphone', { exact: true });
  if (await code.count()) {
    await code.fill(paper.half);
    await tab.press('Continuer');
  }
  if (again) await tab.press('Corriger');
  await tab.page.getByRole('radio', { name: card }).check();
  if (/déclin/.test(card.source)) await tab.page.getByLabel('Motif', { exact: true }).selectOption('DECLINE_REASON_FULL');
  await tab.page.getByLabel('Votre nom', { exact: true }).fill('Nadège');
  await tab.press('Envoyer la réponse');
}

/** How long it takes until this is there. @returns {Promise<number>} */
export async function within(locator) {
  const at = Date.now();
  await locator.first().waitFor();
  return Date.now() - at;
}

/** A procedure answers what the test wants, whatever the daemon would. */
export const instead = (tab, procedure, how) => tab.page.route(`**${procedure}`, how);
export const json = (body, status = 200) => ({ status, contentType: 'application/json', body: JSON.stringify(body) });
export const away = { code: 'unavailable', message: '', details: [{ type: 'sippe.Status', value: '', json: { reason: 'REASON_DAEMON_AWAY',
  messageFr: 'Pas de réponse pour le moment.', messageEn: 'No answer at the moment.' } }] };
export const refusal = { code: 'failed_precondition', message: '', details: [{ type: 'sippe.Status', value: '', json: { reason: 'REASON_SERVICE_UNKNOWN',
  messageFr: 'Ce service n’est plus offert.', messageEn: 'This service is offered no more.' } }] };
