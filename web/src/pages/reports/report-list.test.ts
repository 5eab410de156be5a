import { describe, expect, it } from 'vitest';
import type { Report, Schemas } from '../../api/api.ts';
import type { Outcome } from '../../api/outcome.ts';
import { answered } from '../../testing/outcomes.ts';
import { ReportList } from './report-list.ts';

const report = (reportId: string, minute: number, status: Report['status'] = 'ACCEPTED'): Report => ({
  reportId,
  status,
  submittedAt: `2026-01-31T12:0${minute}:00.000Z`,
  dragon: { dragonName: 'Frank', family: 'red', description: '', city: '', country: '', state: '', neighborhood: '' },
});

/** A list of reports, by the cursors that the API answers with. */
function setUp(pages: Record<string, Schemas['ReportPage'] | undefined>) {
  const asked: string[] = [];
  const list = new ReportList(async (_, cursor = 'newest'): Promise<Outcome<Schemas['ReportPage']>> => {
    asked.push(cursor);
    const data = pages[cursor];
    return data === undefined ? { kind: 'aborted' } : answered(data);
  });
  return { list, asked, ids: () => list.reports.value.map(({ reportId }) => reportId) };
}

const pages = {
  newest: { items: [report('d', 4), report('c', 3)], nextCursor: 'older' },
  older: { items: [report('b', 2), report('a', 1)] },
};

describe('the list of own reports', () => {
  it('grows by a page when somebody wants to see more, until there are no more', async () => {
    const { list, asked, ids } = setUp(pages);

    await list.load();
    expect(ids()).toEqual(['d', 'c']);
    await list.showMore();
    expect(ids()).toEqual(['d', 'c', 'b', 'a']);
    await list.showMore();

    expect(asked).toEqual(['newest', 'older']);
  });

  it('starts again at the newest report when it is refreshed', async () => {
    const { list, asked, ids } = setUp(pages);
    await list.load();
    await list.showMore();

    await list.load();

    expect(ids()).toEqual(['d', 'c']);
    expect(asked).toEqual(['newest', 'older', 'newest']);
  });

  it('keeps what it shows while the newest reports cannot be asked for', async () => {
    const stopping: Record<string, Schemas['ReportPage'] | undefined> = { ...pages };
    const { list, ids } = setUp(stopping);
    await list.load();
    await list.showMore();

    stopping.newest = undefined;
    await list.load();

    expect(ids()).toEqual(['d', 'c', 'b', 'a']);
  });

  it('shows what is known of single reports, listed or not', async () => {
    const { list, ids } = setUp({ newest: { items: [report('a', 1, 'PENDING')] } });
    await list.load();

    list.learn(report('a', 1, 'REJECTED'));
    list.learn(report('b', 2, 'PENDING'));

    expect(ids()).toEqual(['b', 'a']);
    expect(list.reports.value[1]?.status).toBe('REJECTED');
  });

  it('tells a list that is not there from one with nothing in it', async () => {
    const { list } = setUp({ newest: { items: [] } });
    expect(list.listed.value).toBeUndefined();

    await list.load();

    expect(list.listed.value).toEqual([]);
  });
});
