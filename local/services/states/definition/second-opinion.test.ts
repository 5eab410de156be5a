import { describe, expect, it, vi } from 'vitest';
import { startTestStepFunctions } from '../testing/test-step-functions.ts';
import { aslValidator } from './second-opinion.ts';
import { soon } from '../../../testing/soon.ts';

const machine = (A: object) => ({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A, End: { Type: 'Succeed' } } });
const pass = (fields: object) => machine({ Type: 'Pass', Next: 'End', ...fields });

describe('asl-validator', () => {
  it('is asked once for each definition, and its objections are problems', async () => {
    const asked: string[] = [];
    const opinions = await startTestStepFunctions({
      secondOpinion: {
        ask: async (definition) => {
          asked.push(definition);
          return asked.length === 1 ? ['NOT_NICE: this one'] : [];
        },
        close: () => Promise.resolve(),
      },
    });
    const definition = pass({});

    opinions.declare(definition, { name: 'm' });
    await vi.waitFor(
      () => expect(opinions.problems).toEqual(['asl-validator objects to the definition of m: NOT_NICE: this one']),
      soon,
    );
    opinions.declare(definition);
    await vi.waitFor(() => expect(asked).toHaveLength(2), soon);
    opinions.declare(definition);
    await opinions.close();
    expect(asked).toHaveLength(2);
  });

  it('reads definitions in a thread of its own', async () => {
    const opinion = aslValidator();

    const good = await opinion.ask(JSON.stringify(pass({ Output: '{% $states.input %}' })));
    const bad = await opinion.ask(JSON.stringify(machine({ Type: 'Pass', Next: 'Nowhere' })));

    expect(good).toEqual([]);
    expect(bad.join()).toContain('MISSING_TRANSITION_TARGET');
    await opinion.close();
  });
});
