/**
 * Chooses what to answer with: the entry of the accepted media type, else `application/json`, else the first.
 * @returns media type and entry; undefined when there are no entries
 */
export function chooseByAccept<T>(
  entries: ReadonlyMap<string, T> | undefined,
  acceptedMediaType: string | undefined,
): [mediaType: string, entry: T] | undefined {
  for (const mediaType of [acceptedMediaType, 'application/json']) {
    const entry = mediaType === undefined ? undefined : entries?.get(mediaType);
    if (mediaType !== undefined && entry !== undefined) return [mediaType, entry];
  }
  return entries?.entries().next().value;
}
