import type { Headers, ViewerRequest, ViewerResponse } from './message.ts';

/** A value of a query string, a header or a cookie, as functions see it. */
export interface EventValue {
  readonly value: string;
  /** All values, when there is more than one. */
  readonly multiValue?: readonly { readonly value: string }[];
  /** Of a cookie that is set. */
  readonly attributes?: string;
}

type EventValues = Readonly<Record<string, EventValue>>;

/** What a function is told of the distribution that it runs for. */
export interface EventContext {
  readonly distributionDomainName: string;
  readonly distributionId: string;
}

/** Headers that functions neither see nor set: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html */
const hidden = new Set([
  ...['connection', 'expect', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
  ...['trailer', 'upgrade', 'x-accel-buffering', 'x-accel-charset', 'x-accel-limit-rate', 'x-accel-redirect'],
  ...['x-amzn-auth', 'x-amzn-cf-billing', 'x-amzn-cf-id', 'x-amzn-cf-xff', 'x-amzn-errortype'],
  ...['x-amzn-fle-profile', 'x-amzn-header-count', 'x-amzn-header-order', 'x-amzn-lambda-integration-tag'],
  ...['x-amzn-requestid', 'x-cache', 'x-forwarded-proto', 'x-real-ip'],
]);

/** Whether functions neither see nor set a header. */
export function isHidden(name: string): boolean {
  return hidden.has(name) || /^x-(?:amz-cf|edge)-/.test(name);
}

/**
 * The event of a function.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 * @param response only for `viewer-response`
 */
export function functionEvent(context: EventContext, request: ViewerRequest, response?: ViewerResponse): object {
  return {
    version: '1.0',
    context: {
      ...context,
      eventType: response === undefined ? 'viewer-request' : 'viewer-response',
      requestId: request.id,
    },
    viewer: { ip: request.ip },
    request: {
      method: request.method,
      uri: request.uri,
      querystring: eventValues(queryOf(request.query)),
      headers: headerValues(request.headers, 'cookie'),
      cookies: eventValues(cookiesOf(request.headers)),
    },
    ...(response === undefined
      ? {}
      : {
          response: {
            statusCode: response.status,
            ...(response.description === undefined ? {} : { statusDescription: response.description }),
            headers: headerValues(response.headers, 'set-cookie'),
            cookies: setCookiesOf(response.headers),
          },
        }),
  };
}

/** Names and values of a query string, as they were sent: functions decode them by themselves. */
export function queryOf(query: string): [string, string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals === -1 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    });
}

function cookiesOf(headers: Headers): [string, string][] {
  return (headers.get('cookie') ?? [])
    .flatMap((header) => header.split(';'))
    .map((cookie): [string, string] => {
      const [name = '', ...value] = cookie.split('=');
      return [name.trim(), value.join('=').trim()];
    })
    .filter(([name]) => name !== '');
}

function setCookiesOf(headers: Headers): EventValues {
  const cookies = (headers.get('set-cookie') ?? []).map((header): [string, EventValue] => {
    const [pair = '', ...attributes] = header.split(';');
    const [name = '', ...value] = pair.split('=');
    return [name.trim(), { value: value.join('=').trim(), attributes: attributes.join(';').trim() }];
  });
  return Object.fromEntries(cookies);
}

function headerValues(headers: Headers, except: string): EventValues {
  const shown = [...headers].filter(([name]) => name !== except && !isHidden(name));
  return eventValues(shown.flatMap(([name, values]) => values.map((value): [string, string] => [name, value])));
}

function eventValues(pairs: readonly (readonly [string, string])[]): EventValues {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(
    [...values].map(([name, all]) => {
      const [value = ''] = all;
      return [name, all.length === 1 ? { value } : { value, multiValue: all.map((one) => ({ value: one })) }];
    }),
  );
}
