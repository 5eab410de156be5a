/** Where the page of a dragon is. Half a surrogate pair, which no address can have, does not stop the page from being shown. */
export function dragonPath(dragonName: string): string {
  return `/dragons/${encodeURIComponent(dragonName.toWellFormed())}`;
}

/** Where a dragon is changed. */
export function editPath(dragonName: string): string {
  return `${dragonPath(dragonName)}/edit`;
}

/** Where the page of a report is. */
export function reportPath(reportId: string): string {
  return `/reports/${encodeURIComponent(reportId)}`;
}
