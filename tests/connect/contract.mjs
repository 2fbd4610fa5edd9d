// The contract as @bufbuild/protobuf has it, from the code that protoc-gen-es made; and the programs of the build.
import { createRegistry } from '@bufbuild/protobuf';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const made = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, 'js');
const files = readdirSync(made, { recursive: true }).filter((name) => name.endsWith('_pb.js')).sort();
const modules = await Promise.all(files.map((name) => import(join(made, name))));
export const registry = createRegistry(
  ...modules.flatMap((module) => Object.values(module).filter((value) => value?.kind === 'file')));

// The services that a client of the gateway may name, and node's, which each daemon answers for itself.
export const services = [...registry].filter((type) => type.kind === 'service');

// What a program of the build says; its complaint is the test's.
export function program(name, args, input) {
  const ran = spawnSync(join(process.env.SIPPE_BUILD, 'tests/connect', name), args,
    { input, maxBuffer: 1 << 30, encoding: 'utf8' });
  if (ran.error) throw ran.error;
  if (ran.status !== 0) throw new Error(`${name} ${args.join(' ')}: ${ran.status ?? ran.signal}\n${ran.stderr}`);
  return ran.stdout;
}
