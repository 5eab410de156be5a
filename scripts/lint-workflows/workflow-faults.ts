import core, { type ValidationError } from '@action-validator/core';

/** What is wrong with a workflow, a line for each fault; nothing when GitHub would take it. @param source its YAML */
export function workflowFaults(source: string): string[] {
  return core.validateWorkflow(source).errors.flatMap(linesOf);
}

/** Where a value may be one of several things, what keeps it from being the likeliest: the one that it misses by the fewest faults. */
function linesOf(error: ValidationError): string[] {
  const states = 'states' in error ? (error.states ?? []) : [];
  const [nearest] = states.map(({ errors }) => errors.flatMap(linesOf)).sort((a, b) => a.length - b.length);
  if (nearest !== undefined && nearest.length > 0) return nearest;
  return [`${placeOf(error)}: ${error.detail ?? error.title}`];
}

function placeOf(error: ValidationError): string {
  return 'path' in error && error.path !== '' ? error.path : 'the workflow';
}
