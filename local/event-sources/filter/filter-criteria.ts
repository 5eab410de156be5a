import { isObject } from '../../json.ts';
import { eventPattern } from './event-pattern.ts';
import type { EventFilter } from './event-pattern.ts';
import { FilterError } from './filter-error.ts';

/** Lambda's quota, which AWS raises to 10 on request: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
const mostFilters = 5;
/** https://docs.aws.amazon.com/lambda/latest/api/API_Filter.html */
const longestPattern = 4096;

/**
 * Reads the property `FilterCriteria`. An event passes when one of the filters matches it, or when there is none.
 * @throws FilterError
 */
export function filterCriteria(criteria: unknown): EventFilter {
  const filters = readFilters(criteria);
  if (filters.length === 0) return () => true;
  return (event) => filters.some((matches) => matches(event));
}

function readFilters(criteria: unknown): EventFilter[] {
  if (criteria === undefined) return [];
  if (!isObject(criteria)) throw new FilterError('FilterCriteria has to be an object with Filters');
  const unknown = Object.keys(criteria).filter((name) => name !== 'Filters');
  if (unknown.length > 0) throw new FilterError(`FilterCriteria has no ${unknown.join(', ')}`);
  const filters: unknown = criteria.Filters ?? [];
  if (!Array.isArray(filters)) throw new FilterError('FilterCriteria.Filters has to be a list');
  if (filters.length > mostFilters)
    throw new FilterError(`FilterCriteria has ${filters.length} filters, and Lambda's quota is ${mostFilters}`);
  return filters.map((filter: unknown, index) => {
    const pattern = isObject(filter) ? filter.Pattern : undefined;
    const place = `FilterCriteria.Filters[${index}].Pattern`;
    if (typeof pattern !== 'string') throw new FilterError(`${place} has to be a text that holds JSON`);
    if (pattern.length > longestPattern)
      throw new FilterError(`${place} has ${pattern.length} characters, and ${longestPattern} are allowed`);
    try {
      return eventPattern(pattern);
    } catch (cause) {
      throw new FilterError(`${place}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  });
}
