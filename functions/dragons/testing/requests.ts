import type { Caller, OperationId, OperationRequest } from '@dragons/core';

/** Somebody who may read and report. */
export const reporter: Caller = {
  subject: 'subject-1',
  username: 'reporter',
  clientId: 'client-1',
  groups: ['Reporters'],
  scopes: ['dragons/read', 'dragons/write'],
};

/** A checked request with everything but what a test is about filled in. */
export function requestOf<Id extends OperationId>(
  more: Partial<OperationRequest<Id>> & Pick<OperationRequest<Id>, 'path' | 'header' | 'body'>,
): OperationRequest<Id> {
  return { query: {}, caller: reporter, requestId: 'request-1', ...more } as OperationRequest<Id>;
}
