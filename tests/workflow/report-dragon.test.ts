import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundles, type Bundles } from '../testing/bundles.ts';
import { confirmingCases } from './cases/confirming.ts';
import { decidingCases } from './cases/deciding.ts';
import { failingForRealCases } from './cases/failing-for-real.ts';
import { givingUpCases } from './cases/giving-up.ts';
import { goingOnCases } from './cases/going-on.ts';
import { handingOnCases } from './cases/handing-on.ts';
import { startReal, type Real } from './cases/real.ts';
import { startingTwiceCases } from './cases/starting-twice.ts';
import { tryingAgainCases } from './cases/trying-again.ts';
import { walked } from './testing/coverage.ts';
import { definition, stage } from './testing/definition.ts';
import { edgesOf } from './testing/edges.ts';

// One file, so that the last test can say what all of them together went over.

describe('the workflow, with the functions as they are deployed', () => {
  let bundles: Bundles;
  let real: Real;
  beforeAll(async () => {
    bundles = await buildBundles(stage);
    real = await startReal(bundles.functions);
  });
  afterAll(async () => {
    await real.tasks.close();
    bundles.remove();
  });

  decidingCases(() => real);
  failingForRealCases(() => real);
  confirmingCases(() => real);
});

describe('trying again', tryingAgainCases);
describe('the workflow ends well or says how not,', givingUpCases);
describe('handing on', handingOnCases);
describe('starting', startingTwiceCases);
describe('going on', goingOnCases);

it('the tests above went over every edge of the definition, and over nothing else', () => {
  expect([...walked].sort()).toEqual([...edgesOf(definition)].sort());
});
