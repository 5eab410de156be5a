import { beforeEach, expect, it, vi } from 'vitest';
import { count, publishMetrics, seconds } from './metric.ts';
import { metricLines, type MetricLine } from './testing/metric-lines.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.stubEnv('STAGE', 'harbour');
});

let lines: MetricLine[];
beforeEach(() => {
  lines = metricLines();
});

it('writes one line an invocation, by service, stage and operation', () => {
  count('Feathers', 3);
  seconds('Age', 1.5);
  publishMetrics('countFeathers', 12.5);

  expect(lines).toHaveLength(1);
  const [line] = lines;
  expect(line).toMatchObject({
    service: 'dragons',
    stage: 'harbour',
    operation: 'countFeathers',
    Feathers: 3,
    Age: 1.5,
    Duration: 12.5,
  });
  expect(line?._aws.CloudWatchMetrics).toEqual([
    {
      Namespace: 'Tests',
      Dimensions: [['service', 'stage', 'operation']],
      Metrics: [
        { Name: 'Feathers', Unit: 'Count' },
        { Name: 'Age', Unit: 'Seconds' },
        { Name: 'Duration', Unit: 'Milliseconds' },
      ],
    },
  ]);
});

it('keeps what was counted in one invocation out of the next', () => {
  count('Feathers');
  publishMetrics('countFeathers', 1);
  publishMetrics('countFeathers', 1);

  expect(lines.map((line) => 'Feathers' in line)).toEqual([true, false]);
});
