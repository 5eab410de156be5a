export type { ResolvedTemplate, TemplateResource } from './model.ts';
export type { LocalAddresses } from './local-addresses.ts';
export { readTemplate, type ReadTemplateOptions, type Refusal } from './read-template.ts';
export { InvalidTemplateError, TemplateError } from './template-error.ts';
export type { Position } from './node.ts';
export { placeOf } from './place-of.ts';
