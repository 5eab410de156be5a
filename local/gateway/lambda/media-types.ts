/** Whether a media type is one of the API's binary ones; `*`/`*` and `image/*` stand for many. */
export function isBinary(binaryMediaTypes: readonly string[], mediaType: string | undefined): boolean {
  if (binaryMediaTypes.length === 0) return false;
  if (binaryMediaTypes.includes('*/*')) return true;
  if (mediaType === undefined) return false;
  return binaryMediaTypes.includes(mediaType) || binaryMediaTypes.includes(`${mediaType.split('/')[0] ?? ''}/*`);
}
