/** `npm run cost -- --requests 1e6`: what a month costs, and with `--rps` how far the stack goes, computed from the template (scripts/cost). */
import { readFileSync, writeFileSync } from 'node:fs';
import { InvalidTemplateError } from '../local/template/index.ts';
import { costCommand, readArguments } from './cost/command.ts';
import { updatedPage } from './cost/page.ts';
import { ProfileError } from './cost/profile.ts';
import { commandLine, isSystemError } from './terminal/command-line.ts';

await commandLine(
  async () => {
    const args = process.argv.slice(2);
    const page = readArguments(args)['write-page'];
    if (page === undefined) console.log(costCommand(args));
    else writeFileSync(page, updatedPage(readFileSync(page, 'utf8'), costCommand));
  },
  (error): error is Error =>
    error instanceof ProfileError || error instanceof InvalidTemplateError || isSystemError(error),
);
