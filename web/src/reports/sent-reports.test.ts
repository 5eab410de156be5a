import { describe, expect, it } from 'vitest';
import { SentReports } from './sent-reports.ts';

function setUp() {
  const kept = new Map<string, string>();
  const store = {
    get: (key: string) => kept.get(key),
    set: (key: string, value: string) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
  };
  return { kept, of: (owner: string) => new SentReports(store, owner) };
}

describe('the reports sent from a tab', () => {
  it('are remembered once each, the last one first', () => {
    const { of } = setUp();

    for (const id of ['a', 'b', 'a']) of('grace').add(id);

    expect(of('grace').ids()).toEqual(['a', 'b']);
  });

  it('are not those of somebody else', () => {
    const { of } = setUp();

    of('grace').add('a');

    expect(of('mallory').ids()).toEqual([]);
  });

  it('are forgotten when newer ones take their place', () => {
    const { of } = setUp();

    for (let id = 0; id < 12; id += 1) of('grace').add(`report-${id}`);

    expect(of('grace').ids()).toHaveLength(10);
    expect(of('grace').ids()[0]).toBe('report-11');
  });

  it('are forgotten once the API lists them', () => {
    const { of, kept } = setUp();
    for (const id of ['a', 'b', 'c']) of('grace').add(id);

    of('grace').forget(['a', 'c', 'x']);
    expect(of('grace').ids()).toEqual(['b']);
    of('grace').forget(['b']);

    expect(kept.size).toBe(0);
  });

  it.each(['', '{', '{}', 'null', '[1, null, {}]'])('are none where %j is stored', (text) => {
    const { of, kept } = setUp();
    of('grace').add('a');
    for (const key of kept.keys()) kept.set(key, text);

    expect(of('grace').ids()).toEqual([]);
  });
});
