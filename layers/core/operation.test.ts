import { describe, expect, expectTypeOf, it } from 'vitest';
import { operation, UnknownOperationError, type Answer, type OperationRequest } from './operation.ts';
import { refuse } from './problems.ts';

describe('the types of an operation', () => {
  it('give parameters and a caller as the contract declares them', () => {
    expectTypeOf<OperationRequest<'listDragons'>['query']['limit']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<OperationRequest<'getDragon'>['path']['dragonName']>().toBeString();
    expectTypeOf<OperationRequest<'listDragons'>['caller']>().toHaveProperty('subject');
    expectTypeOf<OperationRequest<'getHealth'>['caller']>().toBeUndefined();
  });

  it('refuse a status, a header or a body that the contract does not document', () => {
    const headers = { ETag: '"1"' };
    expectTypeOf({ status: 304 as const, headers }).toExtend<Answer<'listDragons'>>();
    expectTypeOf({ status: 200 as const, headers, body: { items: [] } }).toExtend<Answer<'listDragons'>>();

    expectTypeOf({ status: 202 as const, headers }).not.toExtend<Answer<'listDragons'>>();
    expectTypeOf({ status: 200 as const, headers, body: { dragons: [] } }).not.toExtend<Answer<'listDragons'>>();
    expectTypeOf({ status: 304 as const, headers: {} }).not.toExtend<Answer<'listDragons'>>();
  });

  it('refuse a problem whose status the contract does not document', () => {
    expectTypeOf(refuse('no-such-dragon', '')).toExtend<Answer<'getDragon'>>();
    expectTypeOf(refuse('no-such-dragon', '')).not.toExtend<Answer<'listDragons'>>();
    expectTypeOf(refuse('incomplete-answer', '')).not.toExtend<Answer<'getHealth'>>();
  });
});

it('an operation that the contract does not have cannot be made', () => {
  const name = 'listDragonz';
  expect(() => operation(name as 'listDragons', async () => refuse('forbidden', ''))).toThrow(UnknownOperationError);
  expect(() => operation(name as 'listDragons', async () => refuse('forbidden', ''))).toThrow(
    'has no operation listDragonz',
  );
});
