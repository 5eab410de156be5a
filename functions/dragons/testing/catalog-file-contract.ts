import { beforeEach, expect, it } from 'vitest';
import type { CatalogFile } from '../catalog-file.ts';

/** What every implementation of the catalogue's file does. @param open another look at the same file, empty at the beginning of each test */
export function catalogFileContract(open: () => Promise<() => CatalogFile>): void {
  let look: () => CatalogFile;
  beforeEach(async () => {
    look = await open();
  });
  const one = Buffer.from('one\n');
  const two = Buffer.from('two\n');

  it('is not there at first', async () => {
    expect(await look().read()).toBeUndefined();
  });

  it('gives the bytes back that were written', async () => {
    const file = look();
    const bytes = Buffer.from('\u{1f409}\n\u0000\r\n');

    expect(await file.write(bytes, undefined)).toBe('written');

    expect((await file.read())?.bytes.equals(bytes)).toBe(true);
    expect((await look().read())?.bytes.equals(bytes)).toBe(true);
  });

  it('may be empty, which is not the same as missing', async () => {
    await look().write(Buffer.alloc(0), undefined);

    expect((await look().read())?.bytes.length).toBe(0);
    expect(await look().write(one, undefined)).toBe('changed');
  });

  it('is made by one of many', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, async (_, index) => look().write(Buffer.from(String(index)), undefined)),
    );

    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
  });

  it('is written over by whoever read it last, and by nobody who read it before', async () => {
    await look().write(one, undefined);
    const [mine, theirs] = [look(), look()];
    const tag = (await mine.read())?.tag;
    await theirs.read();

    expect(await theirs.write(two, tag)).toBe('written');

    expect(await mine.write(Buffer.from('three\n'), tag)).toBe('changed');
    expect((await mine.read())?.bytes).toEqual(two);
  });

  it('has equal tags for equal bytes, as S3 does: who writes must look whether it was overtaken', async () => {
    await look().write(one, undefined);
    const first = await look().read();
    await look().write(two, first?.tag);
    const second = await look().read();
    await look().write(one, second?.tag);

    expect((await look().read())?.tag).toBe(first?.tag);
    expect(second?.tag).not.toBe(first?.tag);
  });

  it('shows to each reader what others wrote since it read', async () => {
    const mine = look();
    await mine.write(one, undefined);
    const tag = (await mine.read())?.tag;

    await look().write(two, tag);

    expect((await mine.read())?.bytes).toEqual(two);
    expect((await mine.read())?.bytes).toEqual(two);
  });
}
