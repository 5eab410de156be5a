import { describe, expect, it } from 'vitest';
import { rememberSentReport, sentReports } from './sent-reports.ts';

function storeWith(text?: string) {
  let kept = text;
  return {
    get: () => kept,
    set: (_: string, value: string) => {
      kept = value;
    },
    remove: () => undefined,
  };
}

describe('the reports sent from a tab', () => {
  it('are remembered once each, the last one first', () => {
    const store = storeWith();

    for (const id of ['a', 'b', 'a']) rememberSentReport(store, id);

    expect(sentReports(store)).toEqual(['a', 'b']);
  });

  it('are forgotten when newer ones take their place', () => {
    const store = storeWith();

    for (let id = 0; id < 12; id += 1) rememberSentReport(store, `report-${id}`);

    expect(sentReports(store)).toHaveLength(10);
    expect(sentReports(store)[0]).toBe('report-11');
  });

  it.each([undefined, '', '{', '{}', 'null', '[1, null, {}]'])('are none where %j is stored', (text) => {
    expect(sentReports(storeWith(text))).toEqual([]);
  });
});
