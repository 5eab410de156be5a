import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildAll } from './index.ts';
import { Project, standardFiles } from './testing/project.ts';

const hasSam = spawnSync('sam', ['--version']).status === 0;
const repository = join(import.meta.dirname, '..', '..');

/** Contents by path below a folder. */
function filesBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

test.skipIf(!hasSam)('sam build makes byte for byte the same functions', { timeout: 120_000 }, async () => {
  const template = standardFiles['template.yaml'];
  const layer = template.indexOf('  Shared:');
  const project = new Project({ ...standardFiles, 'package.json': '{}', 'template.yaml': template.slice(0, layer) });
  symlinkSync(join(repository, 'node_modules'), project.path('node_modules'));

  execFileSync('sam', ['build', '--build-in-source'], {
    cwd: project.directory,
    env: { ...process.env, SAM_CLI_TELEMETRY: '0', AWS_DEFAULT_REGION: 'us-east-1' },
    stdio: 'pipe',
  });
  const { units } = await buildAll(project.template(), project.outDir);

  for (const [logicalId, { directory }] of units) {
    expect(filesBelow(directory)).toEqual(filesBelow(project.path(`.aws-sam/build/${logicalId}`)));
  }
  expect([...units.keys()]).toEqual(['Hello', 'Bye']);
});
