export { eventSources } from './event-sources.ts';
export type { EventSources, EventSourcesOptions, MappingDeclaration, MappingState } from './event-sources.ts';
export {
  declarationProblem,
  eventSourceMappingProperties,
  eventSourceMappingPropertiesWithoutEffect,
} from './mapping-config.ts';
