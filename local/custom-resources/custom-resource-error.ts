/** A custom resource could not be created or updated. The message names the resource, its function and what went wrong. */
export class CustomResourceError extends Error {
  override readonly name = 'CustomResourceError';
}
