import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RegistryUnavailableError } from '../registry.ts';
import { conditionally, reached, transacted } from './calls.ts';

// No attempt waits.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const refused = new ConditionalCheckFailedException({ message: 'refused', $metadata: { httpStatusCode: 400 } });

describe('a transaction', () => {
  it('that met another one is tried again until it is through', async () => {
    const call = vi
      .fn(async () => Promise.resolve())
      .mockRejectedValueOnce(cancelled('TransactionConflict', 'None'))
      .mockRejectedValueOnce(cancelled('None', 'ThrottlingError'));

    expect(await transacted(call)).toBe('done');
    expect(call).toHaveBeenCalledTimes(3);
  });

  it('that meets others again and again is given up, with a moment to wait', async () => {
    const call = vi.fn().mockRejectedValue(cancelled('TransactionConflict'));

    await expect(transacted(call)).rejects.toMatchObject({ name: 'RegistryUnavailableError', retryAfter: 1 });
    expect(call).toHaveBeenCalledTimes(5);
  });

  it('is not tried again once a condition did not hold, even if it met another one too', async () => {
    const call = vi.fn().mockRejectedValue(cancelled('TransactionConflict', 'ConditionalCheckFailed'));

    expect(await transacted(call)).toMatchObject([{ Code: 'TransactionConflict' }, { Code: 'ConditionalCheckFailed' }]);
    expect(call).toHaveBeenCalledOnce();
  });

  it('that was cancelled for another reason is a defect', async () => {
    const error = cancelled('None', 'ValidationError');

    await expect(transacted(vi.fn().mockRejectedValue(error))).rejects.toBe(error);
  });
});

it('a condition that does not hold is an outcome', async () => {
  expect(await conditionally(Promise.reject(refused))).toBe(refused);
  expect(await conditionally(Promise.resolve())).toBeUndefined();
});

it.each([
  Object.assign(new Error('down'), { name: 'InternalServerError', $metadata: { httpStatusCode: 500 } }),
  Object.assign(new Error('slow'), { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }),
  Object.assign(new Error('busy'), { name: 'TransactionInProgressException', $metadata: { httpStatusCode: 400 } }),
  Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
])('%s can be tried again later, and says what was behind it', async (cause) => {
  await expect(reached(Promise.reject(cause))).rejects.toMatchObject({ name: 'RegistryUnavailableError', cause });
  await expect(conditionally(Promise.reject(cause))).rejects.toThrow(RegistryUnavailableError);
});

it.each([
  new TypeError('a defect'),
  Object.assign(new Error('no'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }),
])('%s cannot', async (error) => {
  await expect(reached(Promise.reject(error))).rejects.toBe(error);
});
