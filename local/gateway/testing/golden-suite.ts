import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isObject } from '../../json.ts';
import type { InvocationResult } from '../../lambda/invoker.ts';
import type { GatewayOptions } from '../options.ts';
import {
  returns,
  startGateway,
  type Event,
  type GatewayUnderTest,
  type Received,
  type Sent,
} from './gateway-under-test.ts';

/** One request and what API Gateway does with it. */
export interface GoldenCase {
  readonly title: string;
  /** Section and evidence mark of the reference this stands in, or why it is decided like this here. */
  readonly source: string;
  readonly request: Sent;
  /** What the function returns; an empty 200 unless given. */
  readonly result?: unknown;
  /** How the invocation ends, when it does not return. */
  readonly invocation?: InvocationResult;
  readonly expected: {
    readonly status: number;
    /** The body as JSON. */
    readonly json?: unknown;
    /** The body as text, exactly. */
    readonly body?: string;
    readonly bodyMatches?: RegExp;
    /** Values by lower-case name; null when the header must be absent. */
    readonly headers?: Readonly<Record<string, string | RegExp | null>>;
    /** What the function's event must match; null when the function must not have been called. */
    readonly event?: Event;
    /** What a part of the event must be, by path. */
    readonly eventAt?: Readonly<Record<string, unknown>>;
  };
}

/** Runs golden cases against one listening gateway. */
export function goldenSuite(name: string, cases: readonly GoldenCase[], options: Partial<GatewayOptions> = {}): void {
  describe(name, () => {
    let gateway: GatewayUnderTest;
    beforeAll(async () => {
      gateway = await startGateway(options);
    });
    afterAll(() => gateway.close());

    it.each(cases.map((golden) => [`${golden.title} (${golden.source})`, golden] as const))(
      '%s',
      async (_title, golden) => {
        gateway.events.length = 0;
        gateway.setFunction(() => golden.invocation ?? returns(golden.result ?? { statusCode: 200, body: '{}' }));

        const received = await gateway.send(golden.request);

        compare(received, gateway.events, golden.expected);
      },
    );
  });
}

function compare(received: Received, events: readonly Event[], expected: GoldenCase['expected']): void {
  expect(received.status, received.body).toBe(expected.status);
  if ('json' in expected) expect(JSON.parse(received.body)).toEqual(expected.json);
  if (expected.body !== undefined) expect(received.body).toBe(expected.body);
  if (expected.bodyMatches !== undefined) expect(received.body).toMatch(expected.bodyMatches);
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const actual = received.headers[name];
    const text = Array.isArray(actual) ? actual.join(', ') : actual;
    if (value === null) expect(text, name).toBeUndefined();
    else if (typeof value === 'string') expect(text, name).toBe(value);
    else expect(text, name).toMatch(value);
  }
  if (expected.event === null) expect(events).toEqual([]);
  else if (expected.event !== undefined) expect(events.at(-1)).toMatchObject(expected.event as object);
  for (const [path, value] of Object.entries(expected.eventAt ?? {})) {
    let actual: unknown = events.at(-1);
    for (const key of path.split('/')) actual = isObject(actual) ? actual[key] : undefined;
    expect(actual, path).toEqual(value);
  }
}
