import { describe, expect, it } from 'vitest';
import { decisionEvent, dragonEvent } from './dragon-event.ts';
import type { DecidedReport } from './reports.ts';
import { awkwardDragons, dragon } from './testing/dragons.ts';
import { eventFaults } from './testing/event-schema.ts';
import { newReport } from './testing/reports.ts';

const { phoneNumber: _, ...report } = newReport();
const accepted: DecidedReport = { ...report, status: 'ACCEPTED', decidedAt: '2026-01-31T12:00:01.000Z' };
const rejected: DecidedReport = { ...accepted, status: 'REJECTED', rejection: 'name-taken' };

it('an accepted report is a dragon that was added, with an id and a time that never change', () => {
  const event = decisionEvent(accepted);

  expect(event).toMatchObject({
    id: 'report-1.accepted',
    type: 'DragonAdded',
    time: '2026-01-31T12:00:01.000Z',
    data: { dragon: dragon(), reportId: 'report-1' },
  });
  expect(decisionEvent({ ...accepted })).toEqual(event);
  expect(eventFaults(event)).toEqual([]);
});

it.each(['name-taken', 'not-processed'] as const)('a rejected report tells why: %s', (rejection) => {
  const event = decisionEvent({ ...rejected, rejection });

  expect(event).toMatchObject({ id: 'report-1.rejected', type: 'DragonRejected', data: { reason: rejection } });
  expect(eventFaults(event)).toEqual([]);
});

it('no event tells who reported, or how to reach them', () => {
  expect(JSON.stringify([decisionEvent(accepted), decisionEvent(rejected)])).not.toMatch(/subject-1|"reporter"|5555/);
});

it('the schema takes any dragon', () => {
  for (const one of awkwardDragons) expect(eventFaults(decisionEvent({ ...accepted, dragon: one }))).toEqual([]);
});

describe('the schema refuses', () => {
  const about = { id: 'a', time: '2026-01-31T12:00:00.000Z', dragon: dragon() };

  it.each([
    ['a rejection without a reason', dragonEvent('DragonRejected', { ...about, reportId: 'report-1' })],
    ['a removal that tells of a report', dragonEvent('DragonRemoved', { ...about, reportId: 'report-1' })],
    ['an addition that tells what was before', dragonEvent('DragonAdded', { ...about, before: dragon() })],
    ['a time that is not in UTC', dragonEvent('DragonRemoved', { ...about, time: '2026-01-31T12:00:00+01:00' })],
    ['more of a dragon than belongs to it', dragonEvent('DragonRemoved', { ...about, dragon: extended() })],
    ['another schema', { ...dragonEvent('DragonRemoved', about), dataschema: 'urn:dragons:schema:dragon-event:2' }],
  ])('%s', (_case, event) => {
    expect(eventFaults(event)).not.toEqual([]);
  });

  function extended() {
    return { ...dragon(), reportingPhoneNumber: '+1' };
  }
});
