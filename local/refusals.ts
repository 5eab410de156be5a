import type { TemplateResource } from './template/model.ts';

/** The template asks for things that are not simulated. The message lists all of them, each with its place. */
export class UnsupportedTemplateError extends Error {
  override readonly name = 'UnsupportedTemplateError';

  constructor(refusals: readonly string[]) {
    super(refusals.join('\n'));
  }
}

/** A refusal of a resource, or of something in it, with its place in the template. */
export function refusal(resource: TemplateResource, why: string): string {
  return `${resource.place}: ${resource.logicalId} (${resource.type}): ${why}`;
}

/** A refusal for every property that is not among the known ones. */
export function unknownProperties(resource: TemplateResource, known: readonly string[]): string[] {
  return Object.keys(resource.properties)
    .filter((name) => !known.includes(name))
    .map((name) => refusal(resource, `the property ${name} is not simulated locally`));
}
