import { NotSimulatedError } from '../../service-error.ts';
import { invalidParameter } from '../errors.ts';
import type { Aggregate } from './aggregate.ts';

const simple = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

/** A statistic: one that CloudWatch has by name, or a percentile. */
export type Statistic =
  { readonly name: (typeof simple)[number] } | { readonly name: string; readonly percent: number };

/**
 * Reads the name of a statistic.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 * @throws NotSimulatedError for trimmed means, percentile ranks and the like
 * @throws ServiceError `InvalidParameterValueException` for what is no statistic
 */
export function readStatistic(text: string): Statistic {
  const name = simple.find((one) => one === text);
  if (name !== undefined) return { name };
  const percent = /^p(\d{1,2}(?:\.\d{0,10})?|100)$/.exec(text)?.[1];
  if (percent !== undefined) return { name: text, percent: Number(percent) };
  if (/^(?:(?:tm|wm|tc|ts)\d|(?:TM|WM|PR|TC|TS)\(|IQM$)/.test(text)) {
    throw new NotSimulatedError(`cloudwatch: the statistic ${text}`);
  }
  throw invalidParameter(`The value ${text} for parameter Statistic is not supported.`);
}

/** The value of a statistic; undefined when there are no data for it. */
export function statisticOf(aggregate: Aggregate, statistic: Statistic): number | undefined {
  if (aggregate.sampleCount === 0) return undefined;
  if ('percent' in statistic) return aggregate.percentile(statistic.percent);
  switch (statistic.name) {
    case 'SampleCount':
      return aggregate.sampleCount;
    case 'Average':
      return aggregate.sum / aggregate.sampleCount;
    case 'Sum':
      return aggregate.sum;
    case 'Minimum':
      return aggregate.minimum;
    case 'Maximum':
      return aggregate.maximum;
  }
}
