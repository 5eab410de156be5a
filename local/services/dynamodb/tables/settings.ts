import type { JsonInput } from '../../json-protocol.ts';
import { missing, optionalBoolean, optionalInteger, optionalObject, requiredString } from '../../json-input.ts';
import { ServiceError } from '../../service-error.ts';
import { validationError } from '../errors.ts';
import { refuseOthers } from '../refuse-others.ts';
import { tableOf } from './table-operations.ts';
import type { LocalTable, TableStore } from './table-store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html: days. */
export const longestRecovery = 35;

const day = 24 * 60 * 60;

/** UpdateTimeToLive. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export function updateTimeToLive(store: TableStore, input: JsonInput): { TimeToLiveSpecification: object } {
  refuseOthers('UpdateTimeToLive', input, ['TableName', 'TimeToLiveSpecification']);
  const { record } = tableOf(store, input);
  const specification = optionalObject(input, 'TimeToLiveSpecification') ?? missing('TimeToLiveSpecification');
  const name = requiredString(specification, 'AttributeName', { minLength: 1, maxLength: 255 });
  const isEnabled = optionalBoolean(specification, 'Enabled');
  if (isEnabled && record.timeToLive === name) throw validationError('TimeToLive is already enabled');
  if (!isEnabled && record.timeToLive === undefined) throw validationError('TimeToLive is already disabled');
  if (record.timeToLive !== undefined && record.timeToLive !== name) {
    throw validationError(
      `TimeToLive is active on a different AttributeName: current AttributeName is ${record.timeToLive}`,
    );
  }
  store.update({ ...record, timeToLive: isEnabled ? name : undefined });
  return { TimeToLiveSpecification: { AttributeName: name, Enabled: isEnabled } };
}

/** DescribeTimeToLive. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export function describeTimeToLive(store: TableStore, input: JsonInput): { TimeToLiveDescription: object } {
  refuseOthers('DescribeTimeToLive', input, ['TableName']);
  const { timeToLive } = tableOf(store, input).record;
  return {
    TimeToLiveDescription:
      timeToLive === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive },
  };
}

/** DescribeContinuousBackups: what was declared; nothing is backed up here. */
export function describeContinuousBackups(store: TableStore, input: JsonInput): object {
  refuseOthers('DescribeContinuousBackups', input, ['TableName']);
  return describeBackups(backedUp(store, input), store.timers.now());
}

/** UpdateContinuousBackups. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export function updateContinuousBackups(store: TableStore, input: JsonInput): object {
  refuseOthers('UpdateContinuousBackups', input, ['TableName', 'PointInTimeRecoverySpecification']);
  const { record } = backedUp(store, input);
  const specification =
    optionalObject(input, 'PointInTimeRecoverySpecification') ?? missing('PointInTimeRecoverySpecification');
  const days = optionalInteger(specification, 'RecoveryPeriodInDays', { min: 1, max: longestRecovery });
  const isEnabled = optionalBoolean(specification, 'PointInTimeRecoveryEnabled');
  const updated = store.update({ ...record, recoveryPeriod: isEnabled ? (days ?? longestRecovery) : undefined });
  return describeBackups(updated, store.timers.now());
}

function backedUp(store: TableStore, input: JsonInput): LocalTable {
  try {
    return tableOf(store, input);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== 'ResourceNotFoundException') throw error;
    throw new ServiceError('TableNotFoundException', error.message, { cause: error });
  }
}

function describeBackups({ record }: LocalTable, now: number): object {
  const { recoveryPeriod: days, created } = record;
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription:
        days === undefined
          ? { PointInTimeRecoveryStatus: 'DISABLED' }
          : {
              PointInTimeRecoveryStatus: 'ENABLED',
              RecoveryPeriodInDays: days,
              EarliestRestorableDateTime: Math.max(created, now / 1000 - days * day),
              LatestRestorableDateTime: now / 1000,
            },
    },
  };
}
