import { expect, it, vi } from 'vitest';
import type { DragonEvent } from '../dragon-event.ts';
import { dragonKey, reportItem, reportKey } from '../dynamodb/items.ts';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { eventFaults } from '../testing/event-schema.ts';
import { newReport } from '../testing/reports.ts';
import { itemOf, streamRecord } from '../testing/stream-records.ts';
import { announceChanges, announcementOf } from './announce-changes.ts';

const time = '2026-01-31T12:00:00.000Z';
/** Takes every event. */
const taking = () => vi.fn(async (_events: readonly DragonEvent[]) => new Set<string>());

it('an imported dragon is announced as added', () => {
  const announcement = announcementOf(streamRecord({ after: itemOf(dragon(), 'import') }));

  expect(announcement).toMatchObject({
    outcome: 'event',
    event: { type: 'DragonAdded', id: 'event-100', time, data: { dragon: dragon() } },
  });
});

it('a reported dragon is not announced: its workflow does that', () => {
  expect(announcementOf(streamRecord({ after: itemOf(dragon()) }))).toEqual({ outcome: 'nothing' });
});

it('a change is announced with what was before', () => {
  const record = streamRecord({ before: itemOf(dragon()), after: itemOf(dragon({ city: 'nome' }), 'report', 2) });

  expect(announcementOf(record)).toMatchObject({
    event: { type: 'DragonChanged', data: { dragon: dragon({ city: 'nome' }), before: dragon() } },
  });
});

it('a change of what could not be read before is announced without that', () => {
  const record = streamRecord({ before: dragonKey('Atlas'), after: itemOf(dragon()) });

  expect(announcementOf(record)).toMatchObject({ outcome: 'event', event: { data: { dragon: dragon() } } });
  expect(announcementOf(record)).not.toHaveProperty('event.data.before');
});

it('a removal is announced with the dragon as it was last, whoever brought it', () => {
  for (const origin of ['import', 'report'] as const) {
    expect(announcementOf(streamRecord({ before: itemOf(dragon(), origin) }))).toMatchObject({
      event: { type: 'DragonRemoved', data: { dragon: dragon() } },
    });
  }
});

it('every event is as its schema says, whatever the dragon', () => {
  for (const one of awkwardDragons) {
    for (const record of [
      streamRecord({ after: itemOf(one, 'import') }),
      streamRecord({ before: itemOf(one), after: itemOf(one) }),
      streamRecord({ before: dragonKey(one.dragonName), after: itemOf(one) }),
      streamRecord({ before: itemOf(one) }),
    ]) {
      const announcement = announcementOf(record);
      expect(announcement.outcome === 'event' && eventFaults(announcement.event)).toEqual([]);
      expect(announcement).toMatchObject({ event: { data: { dragon: one } } });
    }
  }
});

/** The item of something that stands where a dragon should. */
const noDragon = { ...dragonKey('Atlas'), city: { N: '7' } };

it.each([
  ['has no image', { ...streamRecord({}), eventName: 'REMOVE' as const }],
  ['has no id', { ...streamRecord({ before: itemOf(dragon()) }), eventID: undefined }],
  ['makes a dragon what is none', streamRecord({ before: itemOf(dragon()), after: noDragon })],
  [
    'is about a report',
    streamRecord(
      { before: reportItem(storedReport()), after: reportItem(storedReport()) },
      { keys: reportKey('report-1') },
    ),
  ],
])('a record that %s cannot be announced', (_, { eventID, ...record }) => {
  expect(announcementOf({ ...record, ...(eventID !== undefined && { eventID }) })).toEqual({ outcome: 'unreadable' });
});

it('the end of what never was a dragon is nothing that anybody is told of', () => {
  expect(announcementOf(streamRecord({ before: noDragon }))).toEqual({ outcome: 'nothing' });
});

it.each([
  ['added', { after: itemOf(dragon(), 'import') }, 1],
  ['changed', { before: itemOf(dragon(), 'report', 2), after: itemOf(dragon(), 'report', 3) }, 3],
  ['removed', { before: itemOf(dragon(), 'report', 3) }, 3],
])(
  'a dragon that was %s is announced with its version, by which its events can be put in order',
  (_, images, version) => {
    expect(announcementOf(streamRecord(images))).toMatchObject({ event: { data: { version } } });
  },
);

function storedReport() {
  const { phoneNumber: _, ...report } = newReport();
  return { ...report, status: 'PENDING' as const };
}

it('records are handed on in their order, in one go', async () => {
  const send = taking();
  const records = [1, 2, 3].map((number) =>
    streamRecord({ before: itemOf(dragon({ city: `city ${number}` })) }, { sequenceNumber: String(number) }),
  );

  expect(await announceChanges(records, send)).toEqual({ batchItemFailures: [] });
  expect(send.mock.calls[0]?.[0].map(({ id }) => id)).toEqual(['event-1', 'event-2', 'event-3']);
});

it('a record that cannot be announced fails alone, and so does one that the topic refuses', async () => {
  const send = vi.fn(async () => new Set(['event-4']));
  const records = [
    streamRecord({ before: itemOf(dragon()) }, { sequenceNumber: '1' }),
    streamRecord({ before: itemOf(dragon()), after: noDragon }, { sequenceNumber: '2' }),
    streamRecord({ after: itemOf(dragon()) }, { sequenceNumber: '3' }),
    streamRecord({ before: itemOf(dragon()) }, { sequenceNumber: '4' }),
  ];

  expect(await announceChanges(records, send)).toEqual({
    batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '4' }],
  });
});

it('a topic that cannot be reached lets the whole batch fail', async () => {
  const send = async () => {
    throw new Error('down');
  };

  await expect(announceChanges([streamRecord({ before: itemOf(dragon()) })], send)).rejects.toThrow('down');
});
