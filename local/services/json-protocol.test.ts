import { describe, expect, it } from 'vitest';
import { optionalEnum, optionalInteger, optionalStrings, requiredString } from './json-input.ts';
import { jsonService } from './json-protocol.ts';
import type { JsonServiceDescription } from './json-protocol.ts';
import type { ServiceRequest } from './service.ts';
import { ServiceError } from './service-error.ts';

const greeter = (more: Partial<JsonServiceDescription> = {}) =>
  jsonService({
    signingName: 'greeter',
    targetPrefix: 'Greeter',
    version: '1.1',
    anonymous: ['Hello'],
    operations: {
      Hello: (input) => ({ Text: `Hello ${requiredString(input, 'Name', { minLength: 1, maxLength: 5 })}` }),
      Forget: () => undefined,
      Fail: () => {
        throw new ServiceError('NobodyThere', '');
      },
      Checks: (input) => ({
        size: optionalInteger(input, 'Size', { min: 1, max: 10 }),
        colour: optionalEnum(input, 'Colour', ['red', 'blue']),
        names: optionalStrings(input, 'Names', { maxItems: 2, pattern: /[a-z]+/ }),
      }),
    },
    ...more,
  });

function request(operation: string, body: unknown): ServiceRequest {
  return {
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'x-amz-target': `Greeter.${operation}` },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    requestId: 'r-1',
    accessKeyId: 'test',
  };
}

const errorOf = async (operation: string, body: unknown) => {
  const response = await greeter().handle(request(operation, body));
  return { status: response.status, ...(JSON.parse(response.body as string) as { __type: string; message?: string }) };
};

describe('a JSON service', () => {
  it('answers an operation with its output as JSON', async () => {
    expect(await greeter().handle(request('Hello', { Name: 'Ada' }))).toEqual({
      status: 200,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: '{"Text":"Hello Ada"}',
    });
  });

  it('answers an operation without an output with an empty body', async () => {
    expect((await greeter().handle(request('Forget', ''))).body).toBe('');
  });

  it('refuses an operation it does not know with 501, by name', async () => {
    expect(await errorOf('Dance', {})).toEqual({
      status: 501,
      __type: 'NotImplemented',
      message: 'greeter:Dance is not simulated by the local AWS.',
    });
  });

  it('does not take a member of Object.prototype for an operation', async () => {
    expect(await errorOf('constructor', {})).toMatchObject({ status: 501 });
  });

  it('says the error code in __type and in a header, and leaves an empty message out', async () => {
    expect(await greeter().handle(request('Fail', {}))).toEqual({
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': 'NobodyThere' },
      body: '{"__type":"NobodyThere"}',
    });
  });

  it('puts the namespace of a JSON 1.0 service before the code', async () => {
    const response = await greeter({ version: '1.0', errorNamespace: 'com.example' }).handle(request('Fail', {}));

    expect(response.headers['content-type']).toBe('application/x-amz-json-1.0');
    expect(response.body).toBe('{"__type":"com.example#NobodyThere"}');
  });

  it.each(['{', '[]', '"x"', 'null'])('answers the body %s with SerializationException', async (body) => {
    expect(await errorOf('Hello', body)).toMatchObject({ status: 400, __type: 'SerializationException' });
  });

  it('lets only the operations that are listed pass without a signature', () => {
    expect(greeter().allowsAnonymous(request('Hello', {}))).toBe(true);
    expect(greeter().allowsAnonymous(request('Forget', {}))).toBe(false);
  });

  it('answers a broken constraint with the code that the service uses', async () => {
    const response = await greeter({ validationCode: 'InvalidParameterException' }).handle(request('Hello', {}));

    expect(response.headers['x-amzn-errortype']).toBe('InvalidParameterException');
  });
});

describe('a constraint on the input', () => {
  it.each([
    ['Hello', {}, "Value null at 'name' failed to satisfy constraint: Member must not be null"],
    ['Hello', { Name: null }, "Value null at 'name' failed to satisfy constraint: Member must not be null"],
    [
      'Hello',
      { Name: '' },
      "Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'Hello',
      { Name: 'Adelaide' },
      "Value 'Adelaide' at 'name' failed to satisfy constraint: Member must have length less than or equal to 5",
    ],
    [
      'Checks',
      { Size: 11 },
      "Value '11' at 'size' failed to satisfy constraint: Member must have value less than or equal to 10",
    ],
    [
      'Checks',
      { Size: 0 },
      "Value '0' at 'size' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'Checks',
      { Colour: 'green' },
      "Value 'green' at 'colour' failed to satisfy constraint: Member must satisfy enum value set: [red, blue]",
    ],
    [
      'Checks',
      { Names: ['a', 'b', 'c'] },
      "Value '[a, b, c]' at 'names' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
    [
      'Checks',
      { Names: ['a', 'B'] },
      "Value '[a, B]' at 'names' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: [a-z]+]",
    ],
  ])('%s with %j is refused in the words of AWS', async (operation, input, words) => {
    expect(await errorOf(operation, input)).toEqual({
      status: 400,
      __type: 'ValidationException',
      message: `1 validation error detected: ${words}`,
    });
  });

  it.each([{ Size: '3' }, { Size: 1.5 }, { Colour: 7 }, { Names: 'a' }, { Names: [1] }])(
    'refuses the wrong type in %j with SerializationException',
    async (input) => {
      expect(await errorOf('Checks', input)).toMatchObject({ status: 400, __type: 'SerializationException' });
    },
  );

  it('is reported alone, the first one of several', async () => {
    const { message } = await errorOf('Checks', { Size: 0, Colour: 'green' });

    expect(message).toMatch(/^1 validation error detected: Value '0' at 'size'/);
  });

  it('is silent about what is within it', async () => {
    const input = { Size: 10, Colour: 'red', Names: ['a'] };

    const response = await greeter().handle(request('Checks', input));

    expect(JSON.parse(response.body as string)).toEqual({ size: 10, colour: 'red', names: ['a'] });
  });
});
