import { describe, expect, it } from 'vitest';
import { dragon } from './testing/dragons.ts';
import { settings } from './testing/dependencies.ts';
import { versionedReads } from './versioned-reads.ts';

/** A catalogue whose only dragon is called like its version; writes down in which order it was asked. */
function catalog() {
  const state = { version: 'v1', asked: [] as string[], beforeQuery: () => undefined as unknown };
  const read = versionedReads({
    version: async () => {
      state.asked.push('version');
      return state.version;
    },
    query: async () => {
      state.asked.push('query');
      const dragonName = state.version;
      state.beforeQuery();
      return { dragons: [dragon({ dragonName })], use: { engine: 'in-function' } };
    },
  });
  return { state, read: (held?: (version: string) => boolean) => read(settings, { filters: {}, limit: 1 }, held) };
}

const nameOf = ({ found }: { found?: { dragons: readonly { dragonName: string }[] } }) => found?.dragons[0]?.dragonName;

describe('a read', () => {
  it('asks for the version first, and for both at once when it knows what to expect', async () => {
    const { state, read } = catalog();

    expect(await read()).toMatchObject({ version: 'v1', found: { dragons: [{ dragonName: 'v1' }] } });
    expect(await read()).toMatchObject({ version: 'v1', found: { dragons: [{ dragonName: 'v1' }] } });

    expect(state.asked).toEqual(['version', 'query', 'version', 'query']);
  });

  it('runs the query again when the catalogue turned out to be another one', async () => {
    const { state, read } = catalog();
    await read();
    state.version = 'v2';
    state.asked = [];

    const answer = await read();

    expect(answer.version).toBe('v2');
    expect(nameOf(answer)).toBe('v2');
    expect(state.asked).toEqual(['version', 'query', 'query']);
  });

  it('never has rows that are older than its version, however the catalogue changes meanwhile', async () => {
    for (const changeAt of [1, 2, 3, 4]) {
      const { state, read } = catalog();
      let queries = 0;
      state.beforeQuery = () => {
        queries += 1;
        if (queries === changeAt) state.version = `v${changeAt + 1}`;
      };
      for (let turn = 0; turn < 3; turn += 1) {
        const answer = await read();
        expect(Number(nameOf(answer)?.slice(1))).toBeGreaterThanOrEqual(Number(answer.version.slice(1)));
      }
    }
  });

  it('does not run the query for a caller who has the rows', async () => {
    const { state, read } = catalog();
    await read();
    state.asked = [];

    expect(await read((version) => version === 'v1')).toEqual({ version: 'v1' });
    expect(nameOf(await read((version) => version === 'v0'))).toBe('v1');
    expect(state.asked).toEqual(['version', 'version', 'query']);
  });
});
