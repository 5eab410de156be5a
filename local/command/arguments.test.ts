import { expect, it } from 'vitest';

import { ArgumentsError, readArguments } from './arguments.ts';

it('no argument means the usual template and ports, watched, in memory', () => {
  expect(readArguments([])).toEqual({
    template: 'template.yaml',
    stackName: undefined,
    parameters: {},
    seed: undefined,
    data: undefined,
    ports: { api: 3000, endpoint: 4566, domain: 4580, site: 8080 },
    watch: true,
    onContractChange: undefined,
    companions: [],
    detail: 'normal',
    timing: false,
    help: false,
  });
});

it('everything can be said', () => {
  const args =
    '--template other.yaml --stack-name other-1 --parameter Stage=local --parameter Url=http://x/?a=b --seed s.yaml --data d --port 0 --endpoint-port 1 --domain-port 65535 --site-port 2 --no-watch --on-contract-change make --with one --with two --verbose --timing';

  expect(readArguments(args.split(' '))).toEqual({
    template: 'other.yaml',
    stackName: 'other-1',
    parameters: { Stage: 'local', Url: 'http://x/?a=b' },
    seed: 's.yaml',
    data: 'd',
    ports: { api: 0, endpoint: 1, domain: 65_535, site: 2 },
    watch: false,
    onContractChange: 'make',
    companions: ['one', 'two'],
    detail: 'verbose',
    timing: true,
    help: false,
  });
});

it.each([
  [['--port', 'x'], '--port takes a number from 0 to 65535, not x'],
  [['--domain-port', '65536'], '--domain-port takes a number from 0 to 65535, not 65536'],
  [
    ['--stack-name', 'my_stack'],
    '--stack-name takes at most 128 letters, digits and hyphens, the first a letter, not my_stack',
  ],
  [['--parameter', 'Stage'], '--parameter takes Key=Value, not Stage'],
  [['--nonsense'], '--nonsense'],
  [['stray'], 'stray'],
])('%j is refused', (args, why) => {
  expect(() => readArguments(args)).toThrow(ArgumentsError);
  expect(() => readArguments(args)).toThrow(why);
});
