import { expect, it, vi } from 'vitest';
import { MissingParameterError, ParameterStore, type ParameterPage } from './parameters.ts';

const page = (values: Record<string, string>, nextToken?: string): ParameterPage => ({
  parameters: Object.entries(values).map(([name, value]) => ({ name: `/app/${name}`, value })),
  nextToken,
});

it('reads all pages below the path with one call a page, and keeps the values for the maximum age', async () => {
  let now = 1_000_000;
  const source = vi.fn(async (_path: string, token: string | undefined) =>
    token === undefined ? page({ size: '25' }, 'more') : page({ colour: 'red' }),
  );
  const store = new ParameterStore(source, '/app/', 15_000, () => now);

  expect((await store.read()).get('size')).toBe('25');
  now += 14_999;
  expect((await store.read()).get('colour')).toBe('red');

  expect(source.mock.calls).toEqual([
    ['/app/', undefined],
    ['/app/', 'more'],
  ]);
});

it('sees a change once the values are older than the maximum age', async () => {
  let now = 1_000_000;
  let size = '25';
  const store = new ParameterStore(
    async () => page({ size }),
    '/app/',
    15_000,
    () => now,
  );
  await store.read();
  size = '50';

  now += 15_000;

  expect((await store.read()).get('size')).toBe('50');
});

it.each([
  ['says', '60', 60_000],
  ['says nothing that is an age', 'long', 15_000],
  ['says none at all', '0', 15_000],
])('keeps values for as long as a parameter of their own says: it %s', async (_, maxAge, expected) => {
  let now = 1_000_000;
  const source = vi.fn(async () => page({ 'parameter-max-age': maxAge }));
  const store = new ParameterStore(source, '/app/', 15_000, () => now);
  await store.read();

  now += expected - 1;
  await store.read();
  expect(source).toHaveBeenCalledTimes(1);

  now += 1;
  await store.read();
  expect(source).toHaveBeenCalledTimes(2);
});

it('gives values of one moment, whatever is read later', async () => {
  let now = 1_000_000;
  let size = '25';
  const store = new ParameterStore(
    async () => page({ size }),
    '/app/',
    15_000,
    () => now,
  );
  const before = await store.read();
  size = '50';
  now += 15_000;

  const after = await store.read();

  expect([before.get('size'), after.get('size')]).toEqual(['25', '50']);
});

it('asks once for requests that arrive together', async () => {
  const source = vi.fn(async () => page({ size: '25' }));
  const store = new ParameterStore(source, '/app/', 15_000);

  await Promise.all([store.read(), store.read(), store.read()]);

  expect(source).toHaveBeenCalledTimes(1);
});

it('names the whole parameter that is missing', async () => {
  const store = new ParameterStore(async () => page({}), '/app/', 15_000);

  const parameters = await store.read();

  expect(() => parameters.get('size')).toThrow(MissingParameterError);
  expect(() => parameters.get('size')).toThrow('Parameter Store has no /app/size');
});

it('keeps the last values in use while Parameter Store fails, and gives up after a while', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  let now = 1_000_000;
  let broken = false;
  const source = async () => {
    if (broken) throw new Error('throttled');
    return page({ size: '25' });
  };
  const store = new ParameterStore(source, '/app/', 15_000, () => now);
  await store.read();
  broken = true;

  now += 60_000;
  expect((await store.read()).get('size')).toBe('25');

  now += 300_000;
  await expect(store.read()).rejects.toThrow('throttled');
});

it('asks a Parameter Store that fails once in a maximum age, so that not every request waits for it', async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  let now = 1_000_000;
  const source = vi.fn(async () => page({ size: '25' }));
  const store = new ParameterStore(source, '/app/', 15_000, () => now);
  await store.read();
  source.mockRejectedValue(new Error('timed out'));

  now += 15_000;
  await store.read();
  now += 14_999;
  await store.read();
  expect(source).toHaveBeenCalledTimes(2);

  now += 1;
  await store.read();
  expect(source).toHaveBeenCalledTimes(3);
});
