import { watch } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LambdaEndpoint } from './lambda/testing/lambda-endpoint.ts';

/**
 * Stands for the function that imports: a name decides what becomes of a dragon. It keeps what was sent, since each execution environment has its
 * own memory.
 */
const importDragons = `
const { appendFileSync, existsSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const first = (name) => {
  const path = join(process.env.FOLDER, 'seen-' + name);
  return existsSync(path) ? false : (writeFileSync(path, ''), true);
};
const outcome = ({ dragonName }) => {
  if (dragonName === undefined) return { outcome: 'invalid', errors: [{ in: 'body', name: '/dragonName', message: 'is required' }] };
  if (dragonName.startsWith('Taken')) return { outcome: 'name-taken' };
  if (dragonName.startsWith('Bad')) return { outcome: 'invalid', errors: [{ in: 'body', name: '/family', message: 'must consist of letters' }, { in: 'body', name: '/city', message: 'is required' }] };
  if (dragonName.startsWith('Flaky') && first(dragonName)) return { outcome: 'failed' };
  if (dragonName.startsWith('Odd')) return { outcome: 'eaten' };
  return { outcome: 'added' };
};
exports.handler = async ({ dragons }) => {
  if (dragons.some(({ dragonName }) => dragonName === 'Crash') && first('Crash')) throw new Error('no table');
  appendFileSync(join(process.env.FOLDER, 'sent.jsonl'), dragons.map((dragon) => JSON.stringify(dragon) + '\\n').join(''));
  appendFileSync(join(process.env.FOLDER, 'calls.txt'), dragons.length + '\\n');
  if (dragons.some(({ dragonName }) => dragonName === 'Slow')) await new Promise((resolve) => setTimeout(resolve, 300));
  return { outcomes: dragons.map(outcome) };
};`;

let stage: LambdaEndpoint;
let files = 0;
beforeAll(async () => {
  stage = new LambdaEndpoint();
  stage.file('calls.txt', '');
  stage.file('sent.jsonl', '');
  await stage.start({ 'import-dragons': importDragons });
});
afterAll(() => stage.close());

const dragon = (dragonName: string) => ({
  dragonName,
  family: 'red',
  description: `"${dragonName}"\nin two lines\u2028or three`,
  city: 'a',
  country: 'b',
  state: 'c',
  neighborhood: 'd',
});

const jsonLines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

function write(content: string | Buffer): string {
  files += 1;
  return stage.file(`dragons-${files}`, content);
}

async function seed(content: string | Buffer, ...args: readonly string[]) {
  return stage.run('scripts/seed.ts', ['--file', write(content), ...args]);
}

/** What the function was sent of dragons with some names. */
function sent(...names: readonly string[]): unknown[] {
  const all = stage.read('sent.jsonl').split('\n').filter(Boolean);
  return all.map((line) => JSON.parse(line) as { dragonName: string }).filter((one) => names.includes(one.dragonName));
}

describe('npm run seed', () => {
  it('adds what is in JSON Lines, with every character as it was', async () => {
    const ended = await seed(jsonLines([dragon('Lina'), dragon('Lino')]));

    expect(ended).toEqual({ code: 0, stdout: 'Added 2, skipped 0.\n', stderr: '' });
    expect(sent('Lina', 'Lino')).toEqual([dragon('Lina'), dragon('Lino')]);
  });

  it("adds what is in the course's format, under the contract's names, and says what it left out", async () => {
    const course = {
      description_str: 'd ',
      dragon_name_str: 'Course',
      family_str: 'red',
      location_city_str: 'a',
      location_country_str: 'usa',
      location_neighborhood_str: 'n',
      location_state_str: 's',
      damage_int: 9,
    };

    const ended = await seed(JSON.stringify([course], null, 3));

    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toBe('Added 1, skipped 0.\nLeft out what dragons do not have: damage_int.\n');
    expect(sent('Course')).toEqual([
      {
        dragonName: 'Course',
        family: 'red',
        description: 'd ',
        city: 'a',
        country: 'usa',
        state: 's',
        neighborhood: 'n',
      },
    ]);
  });

  it("adds a JSON array with the contract's names", async () => {
    expect(await seed(JSON.stringify([dragon('Array')]))).toMatchObject({ code: 0, stdout: 'Added 1, skipped 0.\n' });
  });

  it('adds the catalogue, whose keys for searching stay behind', async () => {
    const ended = await stage.run('scripts/seed.ts', ['--file', 'data/catalog.jsonl']);

    expect(ended).toEqual({ code: 0, stdout: 'Added 25, skipped 0.\n', stderr: '' });
    expect(Object.keys(sent('Atlas')[0] as object)).toEqual(Object.keys(dragon('')));
  });

  it('sends a field that nobody knows, for the function to refuse', async () => {
    await seed(jsonLines([{ ...dragon('Extra'), wings: 2 }]));

    expect(sent('Extra')).toEqual([{ ...dragon('Extra'), wings: 2 }]);
  });

  it('says where each dragon stands that was skipped, and why', async () => {
    const lines = [dragon('TakenA'), dragon('BadA'), 'no JSON', dragon('Good'), 42];
    const text = ['', ...lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))].join('\n');

    const { code, stdout } = await seed(text, '--report', stage.path('report.jsonl'));

    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'Added 1, skipped 4: 3 not valid, 1 name taken.',
      '  line 3  BadA: family must consist of letters; city is required',
      expect.stringMatching(/^ {2}line 4: is no JSON: /),
      '  line 6: is no JSON object.',
      '  line 2  TakenA: the name is taken',
      '',
    ]);
    const report = stage.read('report.jsonl').trim().split('\n');
    expect(report.map((line) => JSON.parse(line) as unknown)).toEqual([
      { place: 'line 4', outcome: 'invalid', why: expect.stringContaining('is no JSON') },
      { place: 'line 6', outcome: 'invalid', why: 'is no JSON object.' },
      { place: 'line 2', dragonName: 'TakenA', outcome: 'name-taken', why: 'the name is taken' },
      {
        place: 'line 3',
        dragonName: 'BadA',
        outcome: 'invalid',
        why: 'family must consist of letters; city is required',
        errors: [
          { in: 'body', name: '/family', message: 'must consist of letters' },
          { in: 'body', name: '/city', message: 'is required' },
        ],
      },
    ]);
  });

  it('counts what is not a dragon of an array by its place in it', async () => {
    const { code, stdout } = await seed(JSON.stringify([dragon('First'), { family: 'red' }]));

    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: 'Added 1, skipped 1: 1 not valid.\n  entry 2: dragonName is required\n',
    });
  });

  it('succeeds when all names are taken, and shows 20 of them', async () => {
    const { code, stdout } = await seed(jsonLines(Array.from({ length: 25 }, (_, index) => dragon(`Taken${index}`))));

    expect(code).toBe(0);
    expect(stdout).toMatch(/^Added 0, skipped 25: 25 name taken\.\n/);
    expect(stdout.match(/: the name is taken/g)).toHaveLength(20);
    expect(stdout).toContain('… and 5 more (--report FILE writes all of them)');
  });

  it('sends again what failed, and nothing else', async () => {
    const ended = await seed(jsonLines([dragon('Flaky1'), dragon('Steady')]));

    expect(ended).toMatchObject({ code: 0, stdout: 'Added 2, skipped 0.\n' });
    expect(sent('Flaky1', 'Steady')).toEqual([dragon('Flaky1'), dragon('Steady'), dragon('Flaky1')]);
  });

  it('sends a whole batch again when the function failed, and doubts then what is taken', async () => {
    const { code, stdout } = await seed(jsonLines([dragon('Crash'), dragon('TakenB')]));

    expect(code).toBe(0);
    expect(stdout).toContain('TakenB: the name is taken, perhaps by this import: an earlier answer was lost');
  });

  it('sends 100 dragons at once, and long ones fewer', async () => {
    const before = calls().length;

    const long = { ...dragon('Long'), description: 'x'.repeat(600_000) };
    await seed(
      jsonLines([...Array.from({ length: 250 }, (_, index) => dragon(`Many${index}`)), ...Array(9).fill(long)]),
    );

    // The first call is empty: it finds out whether somebody is there.
    expect(
      calls()
        .slice(before)
        .sort((a, b) => a - b),
    ).toEqual([0, 1, 58, 100, 100]);
  });

  it('writes nothing that a terminal would obey', async () => {
    const { stdout } = await seed(jsonLines([dragon('Bad\u001b[2J\u009b'), dragon('Taken\u202E')]));

    expect(stdout).toContain('Bad\\u{1b}[2J\\u{9b}');
    expect(stdout).toContain('Taken\\u{202e}');
    expect(stdout).not.toMatch(/[\u001b\u009b\u202e]/);
  });

  it('says what it would send, and sends nothing', async () => {
    const { code, stdout } = await seed(`${jsonLines([dragon('Dry'), dragon('BadDry')])}{\n`, '--dry-run');

    expect(code).toBe(1);
    expect(stdout).toMatch(/^Would send 2 dragons in 1 call to dragons-local-import-dragons\.\n1 entry is no dragon\./);
    expect(stdout).toContain('line 3: is no JSON');
    expect(sent('Dry')).toEqual([]);
  });

  it('ends what is under way after Ctrl-C, and says how far it came', async () => {
    const path = write(jsonLines(Array.from({ length: 5000 }, () => dragon('Slow'))));
    const before = calls().length;
    const running = stage.run('scripts/seed.ts', ['--file', path], {}, (send) => {
      const watcher = watch(stage.path('calls.txt'), () => {
        if (calls().length < before + 2) return;
        watcher.close();
        send('SIGINT');
      });
    });

    const { code, stdout, stderr } = await running;

    expect(code).toBe(130);
    expect(stderr).toContain('Stopping after what is under way');
    expect(stdout).toMatch(/^Added [1-9]\d*00, skipped 0\.\nStopped before the end of the file\. Run it again/);
  });
});

function calls(): number[] {
  return stage.read('calls.txt').split('\n').filter(Boolean).map(Number);
}

describe('a file that is not what it should be', () => {
  it.each<[string, string | Buffer, RegExp]>([
    ['an empty one', '', /dragons-\d+ is empty\./],
    ['blanks', '\ufeff \n\n', /is empty\./],
    ['text', 'Atlas, red\n', /neither a JSON array nor JSON Lines \(one dragon a line\): line 1 is no JSON: /],
    ['text further down', '\n\n  Atlas\n', /line 3 is no JSON/],
    ['a JSON document over several lines', '{\n "dragons": []\n}', /one dragon a line/],
    ['JSON that holds no dragons', '"Atlas"', /line 1 is no JSON object/],
    ['a broken array', '[{"dragonName": "Atl', /begins like a JSON array, but is no JSON: /],
    ['gzip', gzipSync(jsonLines([dragon('Zip')])), /compressed with gzip\. Unpack it first: gunzip -c/],
    ['ZIP', Buffer.from('504b030414000000', 'hex'), /ZIP archive/],
    ['UTF-16', Buffer.from('\ufeff[]', 'utf16le'), /is UTF-16\. Write it as UTF-8: iconv/],
    ['UTF-16 without a mark', Buffer.from('[ ]', 'utf16le'), /is not UTF-8/],
    ['Latin-1 in an array', Buffer.from('[{"dragonName": "Fáfnir"}]', 'latin1'), /is not UTF-8\. Write it so: iconv/],
    ['Latin-1 in lines', Buffer.from('{"dragonName": "Fáfnir"}', 'latin1'), /line 1 is not UTF-8/],
  ])('is refused with what to do: %s', async (_, content, message) => {
    const { code, stdout, stderr } = await seed(content);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
  });

  it('is read all the same when it only has a mark of UTF-8 and line ends of Windows', async () => {
    const text = `\ufeff${JSON.stringify(dragon('Mark'))}\r\n\r\n${JSON.stringify(dragon('Mark2'))}\r\n`;

    expect(await seed(text)).toMatchObject({ code: 0, stdout: 'Added 2, skipped 0.\n' });
  });

  it('is not read whole for one line without an end', async () => {
    const { code, stdout } = await seed(`${JSON.stringify(dragon('Short'))}\n${'x'.repeat(3_000_000)}\n{}`);

    expect(code).toBe(1);
    expect(stdout).toContain('line 2: is longer than a dragon can be.');
    expect(stdout).toContain('line 3: dragonName is required');
  });
});

describe('a call that cannot succeed', () => {
  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['no file', [], {}, 2, /^Say which file: --file FILE/],
    ['an unknown option', ['--fiel', 'x'], {}, 2, /--fiel/],
    ['something beside the options', ['x'], {}, 2, /x/],
    ['a missing file', ['--file', 'nowhere.jsonl'], {}, 1, /^nowhere\.jsonl cannot be read: there is no such file\./],
    ['a folder', ['--file', 'data'], {}, 1, /^data is a folder/],
    [
      'nobody there',
      ['--file', 'data/catalog.jsonl', '--endpoint', 'http://127.0.0.1:9'],
      {},
      1,
      /^Nothing answers at http:\/\/127\.0\.0\.1:9\. Start the local stack with "npm start"\./,
    ],
    ['no address', ['--file', 'data/catalog.jsonl', '--endpoint', 'here'], {}, 1, /^The endpoint "here" is no address/],
    [
      'another stage',
      ['--file', 'data/catalog.jsonl', '--stage', 'dev'],
      {},
      1,
      /^There is no function dragons-dev-import-dragons at http.*Is the stage "dev" the one that runs there\?/,
    ],
    [
      'a wrong key',
      ['--file', 'data/catalog.jsonl'],
      { AWS_ACCESS_KEY_ID: 'other' },
      1,
      /refuses the call of dragons-local-import-dragons: UnrecognizedClientException/,
    ],
    [
      'no region',
      ['--file', 'data/catalog.jsonl', '--stage', 'dev'],
      { AWS_ENDPOINT_URL: '', AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' },
      1,
      /^Nobody said in which region the stage "dev" is: give --region\./,
    ],
    [
      'no credentials',
      ['--file', 'data/catalog.jsonl', '--stage', 'dev', '--region', 'eu-west-1'],
      {
        AWS_ENDPOINT_URL: '',
        AWS_CONFIG_FILE: '/nowhere',
        AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      1,
      /^There are no AWS credentials for the stage "dev"/,
    ],
    [
      'a report in the place of the dragons',
      ['--file', 'data/catalog.jsonl', '--report', './data/../data/catalog.jsonl'],
      {},
      1,
      /^--report and --file name the same file/,
    ],
    [
      'a report that cannot be written',
      ['--file', 'data/catalog.jsonl', '--report', '/nowhere/x'],
      {},
      1,
      /^The report \/nowhere\/x cannot be written: /,
    ],
  ])('says what is wrong with %s', async (_, args, environment, code, message) => {
    const ended = await stage.run('scripts/seed.ts', args, environment);

    expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(message) });
    expect(ended.stderr).not.toContain('    at ');
  });

  it('is one that is answered in a way that nobody knows', async () => {
    const { code, stdout, stderr } = await seed(jsonLines([dragon('Odd')]));

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('import-dragons answered the outcome "eaten"'),
    });
    expect(stdout).toBe('');
  });
});
