/** Where the page of a dragon is. */
export function dragonPath(dragonName: string): string {
  return `/dragons/${encodeURIComponent(dragonName)}`;
}

/** Where a dragon is changed. */
export function editPath(dragonName: string): string {
  return `${dragonPath(dragonName)}/edit`;
}
