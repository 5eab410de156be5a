import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dragon, Schemas } from '../../api/api.ts';
import type { Outcome } from '../../api/outcome.ts';
import { frost } from '../../testing/dragons.ts';
import { answered, refused } from '../../testing/outcomes.ts';
import { DragonList } from './dragon-list.ts';
import type { AskForPage } from './dragon-pages.ts';

type Page = Schemas['DragonPage'];

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const dragon = (dragonName: string): Dragon => ({ ...frost, dragonName });
const page = (names: string, nextCursor?: string): Page => ({
  items: names.split(' ').map(dragon),
  ...(nextCursor !== undefined && { nextCursor }),
});
/** An API that holds pages by their cursor ('' for the first), and answers as the contract says; `asked` is what it was asked. */
function api(pages: Record<string, Page>) {
  const asked: string[] = [];
  const failing = new Map<string, Outcome<Page>>();
  const etagOf = (at: string) => JSON.stringify(pages[at]);
  const ask: AskForPage = async ({ cursor = '', etag }) => {
    const held = etag === undefined ? '' : '?';
    asked.push(`${cursor}${held}`);
    const failure = failing.get(cursor);
    if (failure !== undefined) return failure;
    const found = pages[cursor];
    if (found === undefined) return refused(400, { name: 'invalid-cursor' });
    return etag === etagOf(cursor) ? { kind: 'unchanged' } : answered(found, etagOf(cursor));
  };
  const list = new DragonList(ask);
  return { list, pages, asked, failing, names: () => list.dragons?.map(({ dragonName }) => dragonName).join(' ') };
}

describe('a list', () => {
  it('grows page by page until there are no more', async () => {
    const { list, names } = api({ '': page('Atlas Bahamethut', 'b'), b: page('Frealu') });

    await list.open();
    expect([names(), list.hasMore]).toEqual(['Atlas Bahamethut', true]);
    await list.more();

    expect([names(), list.hasMore]).toEqual(['Atlas Bahamethut Frealu', false]);
  });

  it('keeps its pages when somebody comes back, and asks only whether they are still right', async () => {
    const { list, asked, names } = api({ '': page('Atlas', 'a'), a: page('Frealu') });
    await list.open();
    await list.more();
    list.close();
    vi.advanceTimersByTime(5000);

    await list.open();

    expect(asked).toEqual(['', 'a', '?', 'a?']);
    expect(names()).toBe('Atlas Frealu');
    expect(list.checkedAt.value).toBe(Date.now());
    expect(list.news.value).toBeUndefined();
    expect(list.renewedAt.value).toBeUndefined();
  });

  it('knows when it changed while nobody looked', async () => {
    const { list, pages } = api({ '': page('Atlas') });
    await list.open();
    list.close();
    vi.advanceTimersByTime(5000);
    pages[''] = page('Atlas Frealu');

    await list.open();

    expect(list.renewedAt.value).toBe(Date.now());
  });

  it('says that it is up to date to somebody who asked', async () => {
    const { list } = api({ '': page('Atlas') });
    await list.open();
    const before = list.dragons;

    const refreshing = list.refresh();
    expect(list.news.value).toBe('looking');
    await refreshing;

    expect(list.news.value).toBe('up-to-date');
    expect(list.dragons).toBe(before);
  });

  it('brings what changed on any of its pages, and loses none', async () => {
    const { list, pages, names } = api({ '': page('Atlas', 'a'), a: page('Frealu', 'f'), f: page('Pradumo') });
    await list.open();
    await list.more();
    await list.more();
    pages[''] = page('Atlas Bahamethut', 'b');
    pages.b = page('Frealu Gex', 'f');

    await list.refresh();

    expect(names()).toBe('Atlas Bahamethut Frealu Gex Pradumo');
    expect(list.news.value).toBe('renewed');
  });

  it('keeps what is there when a page in the middle fails, and goes on when that has passed', async () => {
    const { list, failing, names } = api({ '': page('Atlas', 'a'), a: page('Frealu') });
    await list.open();
    failing.set('a', refused(503, { name: 'catalog-unavailable' }));

    await list.more();
    expect(names()).toBe('Atlas');
    expect(list.resource.state.value).toMatchObject({ activity: 'waiting', failure: { status: 503 } });
    failing.clear();
    await vi.advanceTimersByTimeAsync(1000);

    expect(names()).toBe('Atlas Frealu');
    expect(list.resource.state.value.failure).toBeUndefined();
  });

  it('is as it was when it cannot be refreshed', async () => {
    const { list, failing, names } = api({ '': page('Atlas', 'a'), a: page('Frealu') });
    await list.open();
    await list.more();
    const checkedAt = list.checkedAt.value;
    failing.set('a', { kind: 'unreachable' });
    vi.advanceTimersByTime(5000);

    await list.refresh();

    expect(names()).toBe('Atlas Frealu');
    expect(list.checkedAt.value).toBe(checkedAt);
  });

  it('takes no news of a version that it did not name', async () => {
    const { list, failing } = api({ '': page('Atlas') });
    failing.set('', { kind: 'unchanged' });

    await list.open();

    expect(list.resource.state.value).toMatchObject({ data: undefined, failure: { kind: 'unreachable' } });
  });
});

describe('a list whose cursor the API does not take any more', () => {
  it('begins again with what the API names anew, and says so', async () => {
    const { list, pages, asked, names } = api({ '': page('Atlas', 'old'), new: page('Frealu') });
    await list.open();
    pages[''] = page('Atlas', 'new');

    await list.more();
    expect(asked).toEqual(['', 'old', '']);
    expect([names(), list.news.value]).toEqual(['Atlas', 'begun-again']);
    await list.more();

    expect([names(), list.news.value]).toEqual(['Atlas Frealu', undefined]);
  });

  it('does so too when it is refreshed', async () => {
    const { list, pages, names } = api({ '': page('Atlas', 'a'), a: page('Frealu') });
    await list.open();
    await list.more();
    delete pages.a;

    await list.refresh();

    expect([names(), list.news.value]).toEqual(['Atlas', 'begun-again']);
  });

  it('does not go on by itself, which might never end', async () => {
    const { list, asked } = api({ '': page('Atlas', 'gone') });
    await list.open();
    await list.moreByItself();
    asked.length = 0;

    await list.moreByItself();

    expect(asked).toEqual([]);
  });
});

describe('a list by itself', () => {
  it('takes one more page when there is one', async () => {
    const { list, names } = api({ '': page('Atlas', 'a'), a: page('Frealu') });
    await list.open();

    await list.moreByItself();
    await list.moreByItself();

    expect(names()).toBe('Atlas Frealu');
  });

  it('does not ask again what failed for good', async () => {
    const { list, failing, asked } = api({ '': page('Atlas', 'a') });
    await list.open();
    failing.set('a', refused(403, { name: 'forbidden' }));
    await list.more();
    asked.length = 0;

    await list.moreByItself();

    expect(asked).toEqual([]);
  });
});
