import { describe, expect, it } from 'vitest';
import { alarmOf } from '../testing/alarms.ts';
import { dashboardMetrics, dashboardWidgets } from '../testing/dashboard.ts';
import { full } from '../testing/full-template.ts';
import { problemOf } from '../testing/measured.ts';
import { ofType, production } from '../testing/template.ts';

describe('the dashboard', () => {
  it('shows every alarm, but for those that not every stage has', () => {
    const shown = dashboardWidgets.flatMap(({ type, properties }) =>
      type === 'alarm' ? (properties.alarms as string[]) : [],
    );

    expect(shown.toSorted()).toEqual(
      ofType('AWS::CloudWatch::Alarm', production)
        .map(({ logicalId }) => alarmOf(logicalId)?.attributes.Arn)
        .toSorted(),
    );
  });

  it.each(dashboardMetrics)('shows a metric that somebody measures: $namespace $name $dimensions', async (metric) => {
    expect(await problemOf(metric)).toBeUndefined();
  });

  it('looks for errors in the logs of every function that every stage has', () => {
    const [query = ''] = dashboardWidgets.flatMap(({ type, properties }) =>
      type === 'log' ? [String(properties.query)] : [],
    );
    const sources = [...query.matchAll(/SOURCE '([^']+)'/g)].map(([, name]) => name);

    expect(sources.toSorted()).toEqual(
      ofType('AWS::Serverless::Function', full)
        .filter(({ logicalId }) => production.resources.has(logicalId))
        .map(({ logicalId }) => full.resources.get(`${logicalId}Logs`)?.ref)
        .toSorted(),
    );
  });

  it('has widgets that fit into its 24 columns, one beside or below the other', () => {
    const cells = dashboardWidgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, i) => `${x + (i % width)},${y + Math.floor(i / width)}`),
    );

    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...dashboardWidgets.map(({ x, width }) => x + width))).toBeLessThanOrEqual(24);
  });
});
