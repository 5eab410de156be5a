export { customResources } from './custom-resources.ts';
export type { CustomResourceDeclaration, CustomResources, CustomResourcesOptions } from './custom-resources.ts';
export { CustomResourceError } from './custom-resource-error.ts';
export { customResourceProblem, customResourceProperties, isCustomResourceType } from './declaration.ts';
