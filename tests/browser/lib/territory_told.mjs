// The gateway itself before the pages, over four services on virtual time (tests/browser/world). What happens in the territory is told
// by lines, each of which is answered before the next.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import readline from 'node:readline';

export const MINUTE = 60000;
const PATIENCE = 2 * MINUTE; // of this machine's time, until a line is answered

/** @param {string} line @returns {Promise<never>} */
const late = (line) => new Promise((_, reject) => {
  setTimeout(() => reject(new Error(`sippe-world does not answer "${line}"`)), PATIENCE).unref();
});

/** @param {string} web the built tree */
export async function gateway(web) {
  assert.ok(process.env.SIPPE_WORLD, 'SIPPE_WORLD names sippe-world (build/PRESET/tests/browser/world/sippe-world).');
  const child = spawn(process.env.SIPPE_WORLD, [web], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const heard = async () => {
    const { value, done } = await lines.next();
    assert.ok(!done, 'sippe-world has ended');
    return JSON.parse(value);
  };
  const { url } = await heard();
  let turn = Promise.resolve();
  const one = async (line) => {
    child.stdin.write(`${line}\n`);
    const said = await Promise.race([heard(), late(line)]);
    assert.equal(said.error, undefined, line);
    return said;
  };
  /** @param {...(string | number)} words what is told @returns {Promise<any>} */
  const tell = (...words) => {
    const said = turn.then(() => one(words.join(' ')));
    turn = said.catch(() => {});
    return said;
  };
  return {
    url,
    tell,
    territory: {
      /** What was guessed in the test before is forgiven, and what was stopped in it is there. */
      begin: () => Promise.all([tell('back'), tell('pass', 20 * MINUTE)]),
      code: async (names) => (await tell('invite', names)).code,
    },
    close: () => child.stdin.end(),
  };
}
