/**
 * `npm run audit`: asks the registry what is known against the packages that are deployed or run. Exits 1 when something is of high
 * severity or worse. Where the registry cannot be asked it says so and goes on, unless an answer is required.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAudit, type Advisory } from './audit/read-audit.ts';
import { commandLine, helpOption } from './terminal/command-line.ts';
import { counted } from './terminal/count.ts';

const usage = `npm run audit -- [--required]

Asks the registry what is known against the packages that the application uses (not those of its development).

  --required   ends with 1 as well when the registry does not answer

Ends with 1 when something of high severity or worse is known.`;

const serious = ['high', 'critical'];

await commandLine(async () => {
  const { values } = parseArgs({ options: { required: { type: 'boolean', default: false }, ...helpOption } });
  if (values.help) console.log(usage);
  else check(values.required);
});

function check(isRequired: boolean): void {
  // With --json npm prints the reason as well when there is no report.
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const audit = readAudit(stdout);
  if (audit.outcome === 'unanswered') tellUnanswered(audit.reason, isRequired);
  else tell(audit.advisories);
}

function tell(advisories: readonly Advisory[]): void {
  for (const { package: name, severity, about } of advisories) {
    console.error([`${severity}: ${name}`, ...about.map((line) => `  ${line}`)].join('\n'));
  }
  const found = advisories.filter(({ severity }) => serious.includes(severity)).length;
  if (found > 0) process.exitCode = 1;
  const others = advisories.length - found;
  console.log(
    `npm audit: ${counted(found, 'package', 'packages')} with something of high severity or worse` +
      (others > 0 ? `, ${others} with something less.` : '.'),
  );
}

function tellUnanswered(reason: string, isRequired: boolean): void {
  const line = '!'.repeat(78);
  console.error(`\n${line}\n!! npm audit did NOT run: the registry did not answer.\n!! ${reason}\n${line}\n`);
  if (isRequired) process.exitCode = 1;
}
