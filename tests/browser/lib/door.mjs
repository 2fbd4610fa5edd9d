// The real gateway before four real daemons (door.py), in the place of the stand-in.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export async function door() {
  const child = spawn('/usr/bin/python3', [`${process.env.SIPPE_ROOT}/tests/browser/lib/door.py`], {
    stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, SIPPE_SOURCE: process.env.SIPPE_ROOT },
  });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(line));
  child.on('exit', () => waiting.splice(0).forEach((answer) => answer('')));
  const line = () => new Promise((answer) => waiting.push(answer));
  const say = (text) => { child.stdin.write(`${text}\n`); return line(); };
  const url = await line();
  if (!url) throw new Error('the territory did not start');
  return {
    url,
    territory: { begin: () => say('end'), code: (person) => say(`code ${person}`), expire: () => say('end'), stop: (d) => say(`stop ${d}`), start: (d) => say(`start ${d}`) },
    close: () => new Promise((done) => { child.on('exit', done); child.stdin.end(); }),
  };
}
