import { describe, expect, it } from 'vitest';
import { isPassing, outcomeOf, SignedOutError, type FetchAnswer, type Problem } from './outcome.ts';

const problem: Problem = {
  type: 'urn:dragons:problem:too-many-requests',
  title: 'Too many requests',
  status: 429,
  detail: 'Too Many Requests',
  requestId: 'request-1',
};
const response = (status: number, headers: HeadersInit = {}) => new Response(null, { status, headers });
const refusal =
  (status: number, error: object | string, headers?: HeadersInit) => async (): Promise<FetchAnswer<string>> => ({
    error,
    response: response(status, headers),
  });

describe('the outcome of a call', () => {
  it('is the answer, with its version, its place and when to ask again', async () => {
    const headers = { etag: '"1"', location: '/reports/1', 'retry-after': '2' };

    expect(await outcomeOf(async () => ({ data: 'done', response: response(202, headers) }))).toEqual({
      kind: 'answered',
      status: 202,
      data: 'done',
      etag: '"1"',
      location: '/reports/1',
      retryAfter: 2,
    });
  });

  it('is that nothing changed, when the API says so', async () => {
    expect(await outcomeOf(refusal(304, ''))).toEqual({ kind: 'unchanged' });
  });

  it('is the problem that the API tells, with when to ask again', async () => {
    expect(await outcomeOf(refusal(429, problem, { 'retry-after': '3' }))).toEqual({
      kind: 'refused',
      status: 429,
      problem,
      retryAfter: 3,
    });
  });

  it('knows no time to ask again where the header is a date or nonsense', async () => {
    const outcome = await outcomeOf(refusal(503, problem, { 'retry-after': 'Fri, 31 Jan 2026 12:00:00 GMT' }));

    expect(outcome).toMatchObject({ kind: 'refused', retryAfter: undefined });
  });

  it.each<[string, () => Promise<FetchAnswer<string>>]>([
    ['the network fails', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['something between answers in its own words', refusal(502, '<h1>Bad Gateway</h1>')],
    ['something between answers with a JSON of its own', refusal(503, { message: 'Service Unavailable' })],
    ['the answer cannot be read', () => Promise.reject(new SyntaxError('Unexpected token'))],
  ])('is that the API is not reached when %s', async (_, call) => {
    expect(await outcomeOf(call)).toEqual({ kind: 'unreachable' });
  });

  it('tells somebody who is signed out, and a call that nobody waits for any more, from one that failed', async () => {
    const aborted = new DOMException('aborted', 'AbortError');

    expect(await outcomeOf(() => Promise.reject(new SignedOutError()))).toEqual({ kind: 'signed-out' });
    expect(await outcomeOf(() => Promise.reject(aborted))).toEqual({ kind: 'aborted' });
  });
});

describe('a failure', () => {
  it.each([429, 500, 502, 503, 504])('with status %i may pass', (status) => {
    expect(isPassing({ kind: 'refused', status, problem, retryAfter: undefined })).toBe(true);
  });

  it.each([400, 401, 403, 404, 409, 412, 422])('with status %i does not pass by itself', (status) => {
    expect(isPassing({ kind: 'refused', status, problem, retryAfter: undefined })).toBe(false);
  });

  it('of the network may pass; being signed out does not', () => {
    expect(isPassing({ kind: 'unreachable' })).toBe(true);
    expect(isPassing({ kind: 'signed-out' })).toBe(false);
  });
});
