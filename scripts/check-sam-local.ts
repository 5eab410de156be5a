// Starts the local stack, writes the file of `npm run sam:env` for it, and has SAM CLI's own classes read it (check-sam-local.py):
//   node scripts/check-sam-local.ts PYTHON
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startStack } from '../local/index.ts';
import { samEnvironment } from './local-stack/sam-environment.ts';

const root = join(import.meta.dirname, '..');
const file = join(root, 'out/check-sam-env.json');
const stack = await startStack({
  templateFile: join(root, 'template.yaml'),
  parameters: { Stage: 'local' },
  ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
  log: () => undefined,
});
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(file, JSON.stringify(samEnvironment(stack.template, stack.addresses.endpoint, '172.17.0.1')));
await stack.close();

const script = join(import.meta.dirname, 'check-sam-local.py');
const args = [script, join(root, '.aws-sam/build/template.yaml'), file];
const { status } = spawnSync(process.argv[2] ?? 'python3', args, { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
