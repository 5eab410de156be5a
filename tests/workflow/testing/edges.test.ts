import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import type { DefinitionText } from './definition.ts';
import { edgesOf, edgesWalked } from './edges.ts';

const retrier = { IntervalSeconds: 1, BackoffRate: 2, MaxDelaySeconds: 9, JitterStrategy: 'FULL' };
const small: DefinitionText = {
  StartAt: 'Work',
  States: {
    Work: {
      Type: 'Task',
      TimeoutSeconds: 5,
      Retry: [
        { ...retrier, ErrorEquals: ['No'], MaxAttempts: 0 },
        { ...retrier, ErrorEquals: ['States.ALL'], MaxAttempts: 1 },
      ],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Bad' }],
      Next: 'Which',
    },
    Which: { Type: 'Choice', Choices: [{ Next: 'Good' }], Default: 'Bad' },
    Good: { Type: 'Succeed' },
    Bad: { Type: 'Fail' },
  },
};

const entered = (name: string) => ({ type: 'TaskStateEntered', stateEnteredEventDetails: { name } });
const scheduled = { type: 'TaskScheduled', timestamp: new Date(1000) };
const failed = (error: string) => ({ type: 'TaskFailed', taskFailedEventDetails: { error } });
const late = { type: 'TaskTimedOut', timestamp: new Date(6000), taskTimedOutEventDetails: { error: 'States.Timeout' } };
const ended = { type: 'ExecutionFailed' };
const walk = (...events: object[]): string[] => [...edgesWalked(small, events as HistoryEvent[])];

it('a definition has an edge for everything that it says may happen', () => {
  expect([...edgesOf(small)]).toEqual([
    'the execution starts with Work',
    'Work is followed by Which',
    'Work fails with States.ALL and leads to Bad',
    'Work fails with No and is not tried again',
    'Work fails with States.ALL and is tried again',
    'Work is given up after 2 tries with States.ALL',
    'Work is given no more than 5 seconds',
    'Which is followed by Good',
    'Which is followed by Bad',
    'the execution ends with Good',
    'the execution ends with Bad',
  ]);
});

it('a Choice that can be left for the same state in two ways is refused: a history does not tell them apart', () => {
  const Which = { Type: 'Choice', Choices: [{ Next: 'Good' }, { Next: 'Good' }] };

  expect(() => edgesOf({ ...small, States: { ...small.States, Which } })).toThrow('Two ways out of Which');
});

it('a history tells what became of each try', () => {
  expect(walk(entered('Work'), scheduled, late, scheduled, failed('Other'), entered('Bad'), ended)).toEqual([
    'the execution starts with Work',
    'Work is given no more than 5 seconds',
    'Work fails with States.ALL and is tried again',
    'Work fails with States.ALL and leads to Bad',
    'Work is given up after 2 tries with States.ALL',
    'the execution ends with Bad',
  ]);
  expect(walk(entered('Work'), scheduled, failed('No'), entered('Bad'), ended)).toContain(
    'Work fails with No and is not tried again',
  );
  expect(walk(entered('Work'), scheduled, { type: 'TaskSucceeded' }, entered('Which'), entered('Good'))).toEqual([
    'the execution starts with Work',
    'Work is followed by Which',
    'Which is followed by Good',
  ]);
});

it('what a definition does not have is an edge of its own', () => {
  const strays = walk(entered('Work'), scheduled, failed('Other'), entered('Good'), ended);

  expect(strays.filter((stray) => !edgesOf(small).has(stray))).toEqual([
    'Work fails with States.ALL and leads to Good',
    'Work is given up after 1 tries with States.ALL',
  ]);
});
