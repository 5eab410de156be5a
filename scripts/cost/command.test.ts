import { describe, expect, it } from 'vitest';
import { runScript } from '../testing/run-script.ts';
import { WrongArgumentsError } from '../terminal/command-line.ts';
import { costCommand, usage } from './command.ts';
import { commandsOfPage, updatedPage } from './page.ts';
import { readProfile } from './profile.ts';

describe('npm run cost', () => {
  it('says what a month costs, the most expensive first, by part and by operation', () => {
    const lines = costCommand(['--requests', '1e6']).split('\n');

    expect(lines[0]).toBe('1,000,000 requests a month');
    const shares = lines
      .slice(lines.findIndex((line) => line.startsWith('What is paid for')) + 1)
      .map((line) => Number(/\$([\d,.]+) +<?\d+ %$/.exec(line)?.[1]?.replaceAll(',', '')))
      .slice(0, 5);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    const operations = Object.keys(readProfile().operations);
    for (const id of operations) expect(lines.filter((line) => line.startsWith(`${id} `))).toHaveLength(1);
  });

  it('says how far the stack goes, and what to do about what is met', () => {
    const text = costCommand(['--rps', '100000']);

    expect(text).toMatch(/^! {2}API Gateway, the account .* 10,000 {2}requests a second$/m);
    expect(text).toMatch(/^\d+\. API Gateway, the account\n {3}shows as {2}/m);
  });

  it('says that a month without any request costs what is there without any', () => {
    const [, ...figures] = /^A month (\S+)\n what is .* (\S+)\n requests.* (\S+)\n accounts.* (\S+)$/m.exec(
      costCommand(['--requests', '0', '--short']).replaceAll(/ +/g, ' '),
    )!;

    expect(figures).toEqual([figures[0], figures[0], '$0.00', '$0.00']);
  });

  it('takes parameters of the template', () => {
    const month = (...args: readonly string[]) =>
      (JSON.parse(costCommand(['--json', ...args])) as { lines: { id: string }[] }).lines.map(({ id }) => id);

    expect(month()).not.toContain('s3-select-scanned');
    expect(month('--stage-parameters', 'QueryEngine=s3-select')).toContain('s3-select-scanned');
  });

  it('prints no blanks at the end of a line, and nothing that a terminal obeys', () => {
    const text = costCommand(['--requests', '1e9']) + costCommand(['--rps', '1000']);

    expect(text).not.toMatch(/ $/m);

    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it.each([
    ['a word for a number', ['--requests', 'many'], '--requests is "many", not a number of at least 0'],
    ['nothing for a number', ['--requests', ''], '--requests is "", not a number'],
    ['fewer than no requests', ['--rps=-1'], '--rps is "-1"'],
    ['both', ['--rps', '1', '--requests', '1'], 'not both'],
    ['a parameter without a value', ['--stage-parameters', 'Stage'], '--stage-parameters is "Stage", not Name=Value'],
  ])('refuses %s', (_, args, message) => {
    expect(() => costCommand(args)).toThrow(WrongArgumentsError);
    expect(() => costCommand(args)).toThrow(message);
  });
});

it('the command ends as the others do: 2 for wrong arguments, 1 for what a person can mend, without a stack trace', async () => {
  const [help, unknown, senseless, parameter] = await Promise.all([
    runScript('scripts/cost.ts', ['--help'], {}),
    runScript('scripts/cost.ts', ['--request', '1'], {}),
    runScript('scripts/cost.ts', ['--requests', 'many'], {}),
    runScript('scripts/cost.ts', ['--stage-parameters', 'Stagee=dev'], {}),
  ]);

  expect(help).toEqual({ code: 0, stdout: `${usage}\n`, stderr: '' });
  expect([unknown.code, senseless.code]).toEqual([2, 2]);
  expect({ code: parameter.code, stdout: parameter.stdout }).toEqual({ code: 1, stdout: '' });
  expect(parameter.stderr).toContain('Stagee');
  expect(unknown.stderr + parameter.stderr).not.toMatch(/^ {4}at /m);
});

describe('a page', () => {
  const page = 'Before\n\n```console\n$ npm run -s cost -- --rps 1 --json\nold\n```\n\n```console\nls\n```\n';

  it('has the commands of its blocks, with what they print', () => {
    expect(commandsOfPage(page)).toEqual([{ args: ['--rps', '1', '--json'], output: 'old\n' }]);
  });

  it('is written anew with what they print now, and stays as it is otherwise', () => {
    expect(updatedPage(page, (args) => `$& ${args.join(' ')}`)).toBe(page.replace('old', () => '$& --rps 1 --json'));
  });
});
