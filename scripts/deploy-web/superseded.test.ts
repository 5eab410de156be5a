import { describe, expect, it } from 'vitest';
import { aged, readSuperseded, supersededText } from './superseded.ts';

const keep = 100;

describe('a file of an earlier build', () => {
  it('stays for as long as it was said after it was replaced, however long ago it was uploaded', () => {
    const { kept, expired } = aged(new Map([['old.js', 900]]), ['old.js', 'new.js'], new Set(['new.js']), {
      now: 1000,
      keep,
    });

    expect({ kept: [...kept], expired }).toEqual({ kept: [['old.js', 900]], expired: [] });
  });

  it('expires after that', () => {
    const { kept, expired } = aged(new Map([['old.js', 899]]), ['old.js'], new Set(), { now: 1000, keep });

    expect({ kept: [...kept], expired }).toEqual({ kept: [], expired: ['old.js'] });
  });

  it('counts from now when nobody knew that it was replaced', () => {
    expect([...aged(new Map(), ['old.js'], new Set(), { now: 1000, keep }).kept]).toEqual([['old.js', 1000]]);
  });

  it('is none when it is part of the build again, and is forgotten when it is gone', () => {
    const before = new Map([
      ['again.js', 1],
      ['gone.js', 1],
    ]);

    const { kept, expired } = aged(before, ['again.js'], new Set(['again.js']), { now: 1000, keep });

    expect({ kept: [...kept], expired }).toEqual({ kept: [], expired: [] });
  });
});

describe('the record of what was replaced', () => {
  it('reads what was written', () => {
    const times = new Map([
      ['assets/b.js', 1_800_000_000_000],
      ['assets/a.js', 0],
    ]);

    expect([...readSuperseded(supersededText(times))]).toEqual([...times].reverse());
  });

  it.each([undefined, '', 'no JSON', '[1]', '"text"', 'null', '{"a.js":1,"b.js":"some day"}'])(
    'knows nothing when it is damaged: %s',
    (text) => {
      expect(readSuperseded(text).size).toBe(0);
    },
  );
});
