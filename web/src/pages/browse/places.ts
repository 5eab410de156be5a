import { stateNames } from '../../parts/map/state-names.ts';
import { isSame, type Census, type PlaceCount } from './census.ts';
import { folded } from '../../dragons/folded.ts';
import { addressOf, changed, movedTo, type FilterName, type Filters } from '../../dragons/filters.ts';

/** What people call the country that the map shows. */
const countryOfMap = new Set(['usa', 'us', 'u.s.', 'u.s.a.', 'united states', 'united states of america']);

const statesOnMap = new Set(stateNames.map(folded));

/**
 * Dragons as the map can show them: by `folded`; those elsewhere, in other countries or where the state is written as none is, by names
 * that are on no map.
 */
export function mapCounts({ places }: Census): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const place of places) {
    const key = isOnMap(place) ? folded(place.state) : JSON.stringify([place.state, place.country]);
    counts.set(key, (counts.get(key) ?? 0) + place.count);
  }
  return counts;
}

function isOnMap({ state, country }: PlaceCount): boolean {
  return countryOfMap.has(folded(country)) && statesOnMap.has(folded(state));
}

/** Whether the list is narrowed by a place. */
export function isChosen(filters: Filters, { state, country }: Pick<PlaceCount, 'state' | 'country'>): boolean {
  return isSame(filters.state, state) && (filters.country === undefined || isSame(filters.country, country));
}

/** Where a place of the overview leads: to the list of its dragons, and from there back. */
export function placeAddress(filters: Filters, place: Pick<PlaceCount, 'state' | 'country'>): string {
  return addressOf(movedTo(filters, isChosen(filters, place) ? {} : { state: place.state, country: place.country }));
}

/** Where a state of the map leads. @param stateName as it stands on the map */
export function stateAddress(filters: Filters, stateName: string): string {
  return addressOf(movedTo(filters, isSame(filters.state, stateName) ? {} : { state: stateName.toLowerCase() }));
}

/** Where something else that was counted leads. */
export function valueAddress(filters: Filters, name: FilterName, value: string): string {
  return addressOf(changed(filters, { [name]: isSame(filters[name], value) ? '' : value }));
}
