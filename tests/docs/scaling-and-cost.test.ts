import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { costCommand } from '../../scripts/cost/command.ts';
import { commandsOfPage } from '../../scripts/cost/page.ts';
import { root } from '../testing/contract.ts';

const page = readFileSync(join(root, 'docs/scaling-and-cost.md'), 'utf8');
const commands = commandsOfPage(page).map(({ args, output }) => ({ command: args.join(' '), args, output }));

describe('docs/scaling-and-cost.md', () => {
  it('shows the cost of several months, and the limits at 10, 1,000 and 100,000 requests a second', () => {
    const options = (name: string) => commands.flatMap(({ args }) => (args[0] === name ? [args[1]] : []));

    expect(options('--requests').length).toBeGreaterThan(1);
    expect(options('--rps')).toEqual(['10', '1000', '100000']);
  });

  it.each(commands)('says what npm run cost -- $command prints (--write-page writes it anew)', ({ args, output }) => {
    expect(output).toBe(`${costCommand(args)}\n`);
  });
});
