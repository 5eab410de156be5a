let first = true;

/** Whether this is the first page since the document was loaded: the browser takes care of its focus. True once. */
export function isFirstPage(): boolean {
  const answer = first;
  first = false;
  return answer;
}
